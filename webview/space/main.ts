import '../shared/no-eval';
import '../shared/language';
import './space.css';
import { byId } from '../shared/dom';
import { SpacePage } from './space-page';

const root = byId('app');
root.classList.add('space');
const page = new SpacePage();
root.replaceChildren(...page.elements);
page.start();
