import { mount } from 'svelte';
import { trustOwnScripts } from '../shared/trusted-scripts.ts';
import { openApp } from '../state/open-app.ts';
import Root from './App.svelte';
import { nextTurn } from './turns.ts';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/view.css';

// What the page begins with is done in turns: none of them holds up a press or a scroll for long.
await nextTurn();
trustOwnScripts();

const target = document.getElementById('app');
if (!target) throw new Error('The page has no element called "app" to draw into.');

const app = openApp(window, import.meta.env.PROD ? `${import.meta.env.BASE_URL}service-worker.js` : null);
await nextTurn();
mount(Root, { target, props: { app } });
