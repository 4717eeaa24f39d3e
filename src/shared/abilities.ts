/** What can be done with a network of each task once it has learned something. */
import type { Task } from './network.ts';

export interface Abilities {
  /** Can it become a web page that writes by itself? */
  readonly becomesPage: boolean;
  /** Can another run begin with what it has learned, on another text? */
  readonly goesOn: boolean;
}

const ABILITIES: Readonly<Record<Task['kind'], Abilities>> = {
  continue: { becomesPage: true, goesOn: true },
  fill: { becomesPage: false, goesOn: false },
  classify: { becomesPage: false, goesOn: false },
};

export function abilitiesOf({ network }: { readonly network: { readonly task: Task } }): Abilities {
  return ABILITIES[network.task.kind];
}
