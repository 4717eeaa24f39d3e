import { mount } from 'svelte';
import { trustOwnScripts } from '../shared/trusted-scripts.ts';
import { assembleApp } from '../state/assemble-app.ts';
import Root from './App.svelte';
import { bringAll } from './later.ts';
import { afterPaint, nextTurn } from './turns.ts';
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
void drawn.then(() => app.open());
const brought = drawn.then(bringAll);
if (import.meta.env.PROD) {
  // A waiting version is offered when this one is whole: Chromium may keep the old one in charge while it still serves.
  void app.updates.follow(navigator.serviceWorker, `${import.meta.env.BASE_URL}service-worker.js`, brought);
}
