import '../shared/no-eval';
import '../shared/language';
import './insight.css';
import { byId } from '../shared/dom';
import { InsightPage } from './insight-page';

const root = byId('app');
root.classList.add('insight');
const page = new InsightPage();
root.replaceChildren(...page.elements);
page.start();
