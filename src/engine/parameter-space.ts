import type { Address, Layout } from './layout.ts';
import type { ParameterTable } from './parameters.ts';

/** Where the parameters, their gradients and the optimizer's two moments stand: four flat arrays of the table's length. */
export class ParameterSpace {
  readonly table: ParameterTable;
  readonly values: Address;
  readonly gradients: Address;
  readonly moment1: Address;
  readonly moment2: Address;

  constructor(layout: Layout, table: ParameterTable) {
    this.table = table;
    this.values = layout.allocate(table.length);
    this.gradients = layout.allocate(table.length);
    this.moment1 = layout.allocate(table.length);
    this.moment2 = layout.allocate(table.length);
  }

  value(name: string): Address {
    return this.values + this.table.get(name).offset;
  }

  gradient(name: string): Address {
    return this.gradients + this.table.get(name).offset;
  }
}
