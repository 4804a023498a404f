import '../shared/no-eval';
import '../shared/language';
import './compare.css';
import { byId } from '../shared/dom';
import { ComparePage } from './compare-page';

const root = byId('app');
root.classList.add('compare');
const page = new ComparePage();
root.replaceChildren(...page.elements);
page.start();
