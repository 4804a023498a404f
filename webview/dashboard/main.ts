import '../shared/no-eval';
import '../shared/language';
import './dashboard.css';
import { byId } from '../shared/dom';
import { DashboardPage } from './dashboard-page';

const root = byId('app');
root.classList.add('dashboard');
const page = new DashboardPage();
root.replaceChildren(...page.elements);
page.start();
