import { mount } from 'svelte';
import { trustOwnScripts } from '../shared/trusted-scripts.ts';
import { assembleApp } from '../state/assemble-app.ts';
import Root from './App.svelte';
import { bringAll } from './later.ts';
import { afterPaint, nextTurn, whenIdle } from './turns.ts';
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

const app = assembleApp(window);
await nextTurn();
mount(Root, { target, props: { app } });

// The view is drawn in the turn after the head. All else would take both cores from it.
const drawn = nextTurn().then(afterPaint);
const idle = drawn.then(whenIdle);
void drawn.then(() => app.open());
void idle.then(bringAll);
if (import.meta.env.PROD) {
  void app.updates.follow(navigator.serviceWorker, `${import.meta.env.BASE_URL}service-worker.js`, idle);
}
