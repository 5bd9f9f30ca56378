import { render } from 'preact';
import { interfaceLanguage } from '../../components/localised.ts';
import '../../components/caveat.css';
import '../../components/screen.css';
import './popup.css';
import { App } from './App.tsx';

document.documentElement.lang = interfaceLanguage();
render(<App />, document.body);
