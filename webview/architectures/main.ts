import '../shared/no-eval';
import '../shared/language';
import './architectures.css';
import { byId } from '../shared/dom';
import { ArchitecturesPage } from './architectures-page';

const root = byId('app');
root.classList.add('architectures');
const page = new ArchitecturesPage();
root.replaceChildren(...page.elements);
page.start();
