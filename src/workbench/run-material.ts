/** What a run is made of, before it begins or goes on. */
import type { NamedTensor, NetworkConfiguration } from '../shared/network.ts';
import type { Checkpoint } from '../shared/run.ts';
import type { Settings } from '../shared/settings.ts';
import type { LabelledLines } from '../text/labelled.ts';
import type { Vocabulary } from '../text/vocabulary.ts';

export interface RunMaterial {
  readonly settings: Settings;
  readonly network: NetworkConfiguration;
  readonly vocabulary: Vocabulary;
  readonly text: string;
  /** Of the text, where they are to be classified; else null. */
  readonly lines: LabelledLines | null;
  /** Where it goes on; null for a run that begins. */
  readonly checkpoint: Checkpoint | null;
  /** The parameters to begin with; null for those of chance. */
  readonly taught: readonly NamedTensor[] | null;
}
