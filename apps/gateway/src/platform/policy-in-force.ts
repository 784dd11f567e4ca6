// SPDX-License-Identifier: EUPL-1.2
import type { Instant } from '@gezinslijn/event-sourcing';
import { localDateOf, matrix2025, stricterOf } from '@gezinslijn/family-case';
import type { DisclosureMatrix } from '@gezinslijn/family-case';
import { digestOf } from '@gezinslijn/party-view';
import type { ServingPolicy } from '@gezinslijn/party-view';
import type { Directory } from './directory.ts';
import { logger } from './logger.ts';

/** A version was adopted that this program does not have: what it hides nobody here can say, so nothing is shown. */
export class PolicyUnknown extends Error {
  readonly code = 'POLICY_UNKNOWN';
  constructor() {
    super('The adopted version of the disclosure matrix is not known to this program');
    this.name = 'PolicyUnknown';
  }
}

interface Options {
  /** Versions this program knows. */
  readonly known: readonly DisclosureMatrix[];
  /** Under which version the views were built. */
  readonly built: string | undefined;
  readonly directory: Pick<Directory, 'adoptedMatrix' | 'onChange'>;
  readonly now: () => Instant;
  /** Has the views built anew under a version, here or by who keeps them, and calls back when they serve. */
  readonly change?: (matrix: DisclosureMatrix, swapped: () => void) => Promise<void>;
  /** Told when what may be shown changed: open screens must ask anew. */
  readonly onChange: () => void;
}

/** A day begins, or a change failed: looked at again after this. */
const LOOK_MS = 60_000;

/**
 * Which version of the matrix serves. From the moment another is adopted, only what both show, until the views were built under the new
 * one and swapped: nobody sees more than either version gives, also not while rows of the old one still stand (docs/adr/0032).
 */
export class PolicyInForce implements ServingPolicy {
  readonly #options: Options;
  #serving: DisclosureMatrix;
  #next: DisclosureMatrix | undefined;
  #together: DisclosureMatrix | undefined;
  #unknown = false;
  #building = false;
  readonly #unwatch: () => void;
  readonly #timer: NodeJS.Timeout;

  constructor(options: Options) {
    this.#options = options;
    // Views from before versions were marked were built under the first there was.
    this.#serving = options.known.find(({ version }) => version === options.built) ?? matrix2025;
    this.#unwatch = options.directory.onChange(() => {
      this.#look();
    });
    this.#timer = setInterval(() => {
      this.#look();
    }, LOOK_MS).unref();
    this.#look();
  }

  /** @throws PolicyUnknown */
  get matrix(): DisclosureMatrix {
    if (this.#unknown) throw new PolicyUnknown();
    return this.#together ?? this.#serving;
  }

  get changing(): boolean {
    return this.#unknown || this.#next !== undefined;
  }

  /** For operators: why nothing is shown. */
  get failure(): Error | undefined {
    return this.#unknown ? new PolicyUnknown() : undefined;
  }

  /** May this be adopted here: is it a version of this program, by that digest? */
  knows(version: string, digest: string): boolean {
    return this.#named(version, digest) !== undefined;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#unwatch();
  }

  #named(version: string, digest: string): DisclosureMatrix | undefined {
    return this.#options.known.find((matrix) => matrix.version === version && digestOf(matrix) === digest);
  }

  #look(): void {
    const adopted = this.#options.directory.adoptedMatrix(localDateOf(this.#options.now()));
    if (adopted === undefined) return;
    const wanted = this.#named(adopted.adopted, adopted.digest);
    if ((wanted === undefined) !== this.#unknown) {
      this.#unknown = wanted === undefined;
      if (wanted === undefined) logger.fault(new PolicyUnknown());
      this.#options.onChange();
    }
    if (wanted === undefined || wanted.version === (this.#next ?? this.#serving).version) {
      if (this.#next !== undefined) this.#build();
      return;
    }
    this.#next = wanted;
    this.#together = stricterOf(this.#serving, wanted);
    this.#options.onChange();
    this.#build();
  }

  #build(): void {
    const { change, onChange } = this.#options;
    const next = this.#next;
    if (this.#building || change === undefined || next === undefined) return;
    this.#building = true;
    change(next, () => {
      this.#serving = next;
      // Another may have been adopted meanwhile: then that one is next.
      if (this.#next === next) [this.#next, this.#together] = [undefined, undefined];
      else if (this.#next !== undefined) this.#together = stricterOf(next, this.#next);
      onChange();
    })
      .catch(logger.fault)
      .finally(() => {
        this.#building = false;
        if (this.#next !== next) this.#build();
      });
  }
}
