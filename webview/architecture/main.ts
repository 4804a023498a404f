import '../shared/no-eval';
import '../shared/language';
import './architecture.css';
import { byId } from '../shared/dom';
import { ArchitecturePage } from './architecture-page';

const root = byId('app');
root.classList.add('architecture');
const page = new ArchitecturePage();
root.replaceChildren(...page.elements);
page.start();
