import { render } from 'preact';
import { i18n } from '#i18n';
import { interfaceLanguage } from '../../components/localised.ts';
import '../../components/caveat.css';
import '../../components/screen.css';
import '../../components/page.css';
import './notices.css';
import { App } from './App.tsx';

document.documentElement.lang = interfaceLanguage();
document.title = `${i18n.t('history.title')} · ${i18n.t('extension.name')}`;
render(<App />, document.body);
