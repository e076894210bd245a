/** The composition root: the only module that imports components as values, and the place where rooms are wired. */
import '../components/app/unroll-app.ts';
import { chooseLanguage } from './i18n/localization.ts';

await chooseLanguage();
document.body.append(document.createElement('unroll-app'));
