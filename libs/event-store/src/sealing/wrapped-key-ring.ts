// SPDX-License-Identifier: EUPL-1.2
import { createHash, createSecretKey, type KeyObject } from 'node:crypto';
import { StoreUnavailable } from '@gezinslijn/event-sourcing';
import { openWithAny, ROOT, type ControllerKeys } from './controller-keys.ts';
import { newKey, openText, sealBytes, sealText, TamperedEnvelope } from './envelope.ts';
import { HeldKeys, type Held } from './held-keys.ts';
import { KeyDestroyed, nameOfKey, UnknownKey, UnsafeKeyFolder } from './key-ring.ts';
import type { ClosedRule, Closing, KeyFingerprint, KeyRing, Rotation } from './key-ring.ts';
import type { Closed, KeyTable, Wrap } from './key-table.ts';
import { NamedSecrets } from './named-secrets.ts';

interface EnsureCall {
  readonly scope: string;
  readonly subjects: readonly string[];
  readonly controllers: readonly string[];
  readonly isClosed: ClosedRule;
  readonly settle: (refused: Error | undefined) => void;
}

interface Made {
  readonly scope: string;
  readonly subject: string;
  readonly held: Held;
}

const NEVER_CLOSED: ClosedRule = () => false;

/** Wraps of one scope fetched together; a case with ten people and five controllers has fifty. */
const MOST_WRAPS_AT_ONCE = 256;

/** How long a key destroyed by another process may still open envelopes here. */
const LOOK_EVERY_MILLISECONDS = 250;

export class WrappedKeyRing implements KeyRing {
  readonly #table: KeyTable;
  readonly #controllerKeys: ControllerKeys;
  readonly #held: HeldKeys;
  readonly #secrets: NamedSecrets;
  #queue: EnsureCall[] = [];
  #closed = false;
  #lookedAt = 0;
  #version: number;
  #generation: number;

  constructor(table: KeyTable, controllerKeys: ControllerKeys, cachedKeys: number) {
    this.#table = table;
    this.#controllerKeys = controllerKeys;
    this.#held = new HeldKeys(cachedKeys);
    this.#secrets = new NamedSecrets(table, controllerKeys);
    this.#version = table.dataVersion();
    this.#generation = table.destructions();
  }

  async ensure(
    scope: string,
    subjects: readonly string[],
    controllers: readonly string[],
    isClosed: ClosedRule = NEVER_CLOSED,
  ): Promise<void> {
    this.#mustBeOpen();
    if (controllers.length === 0) throw new RangeError('A key is wrapped for at least one controller');
    controllers.forEach((controller) => nameOfKey(scope, controller));
    subjects.forEach((subject) => nameOfKey(scope, subject));
    const settled = (held: Held | undefined) => held?.key !== undefined && controllers.every((controller) => held.settled.has(controller));
    if (subjects.every((subject) => settled(this.#held.get(scope, subject)))) return;
    await new Promise<void>((resolve, reject) => {
      const settle = (refused: Error | undefined) => {
        if (refused === undefined) resolve();
        else reject(refused);
      };
      this.#queue.push({ scope, subjects, controllers, isClosed, settle });
      // At the end of this turn, so that all who ask now share one commit.
      if (this.#queue.length === 1)
        setImmediate(() => {
          this.#flush();
        });
    });
  }

  seal(scope: string, subject: string, aad: string, plaintext: string): string {
    const held = this.#find(scope, subject);
    if (held?.key === undefined) throw held === undefined ? new UnknownKey(subject) : new KeyDestroyed(subject);
    return sealText(held.key, held.place + aad, plaintext);
  }

  open(scope: string, subject: string, aad: string, envelope: string): string | undefined {
    const held = this.#find(scope, subject);
    if (held === undefined) throw new UnknownKey(subject);
    return held.key && openText(held.key, aad, envelope, held.place);
  }

  async addController(
    scope: string,
    controller: string,
    without: (subject: string) => boolean = () => false,
    isClosed: ClosedRule = NEVER_CLOSED,
  ): Promise<void> {
    this.#mustBeOpen();
    nameOfKey(scope, controller);
    this.#table.transaction(() => {
      this.#controllerKeys.add([controller]);
      const closed = this.#table.closedNames(scope, controller);
      for (const subject of this.#table.subjects(scope)) {
        if (without(subject) || isClosed(closed, subject)) continue;
        const held = this.#load(scope, subject);
        if (held?.key !== undefined) this.#wrap(scope, subject, held.key, held.settled, [controller]);
      }
    });
    this.#held.clear();
  }

  async destroyWrap(scope: string, subject: string, controller: string): Promise<void> {
    await this.destroyWraps(scope, [subject], controller);
  }

  async destroyWraps(scope: string, subjects: readonly string[], controller: string, closing?: Closing): Promise<number> {
    let erased = 0;
    this.#destroying(scope, subjects, (generation) => {
      if (closing !== undefined)
        this.#table.noteClosed(scope, controller, { ...closing, at: new Date().toISOString(), generation, subjects });
      for (const subject of subjects) {
        const before = this.controllersOf(scope, subject);
        this.#table.destroyWrap(scope, subject, controller);
        // Only the loss of a last wrap is erasure: a key that is missing here altogether may be alive elsewhere.
        if (before.length === 0 || this.controllersOf(scope, subject).length > 0) continue;
        this.#table.destroy(scope, subject);
        erased += 1;
      }
    });
    return erased;
  }

  closed(scope: string, controller: string, decision: string): Closed | undefined {
    this.#mustBeOpen();
    return this.#table.closed(scope, controller, decision);
  }

  isErased(scope: string, subject: string): boolean {
    this.#mustBeOpen();
    return this.#table.isDestroyed(scope, subject);
  }

  scopesOf(prefix: string): readonly string[] {
    this.#mustBeOpen();
    return this.#table.scopes(prefix);
  }

  subjectsOf(scope: string): readonly string[] {
    this.#mustBeOpen();
    return this.#table.subjects(scope);
  }

  get generation(): number {
    this.#lookForOthers();
    return this.#generation;
  }

  noted(name: string): string | undefined {
    this.#mustBeOpen();
    return this.#table.noted(name);
  }

  note(name: string, value: string): void {
    this.#mustBeOpen();
    this.#table.note(name, value);
  }

  async destroy(scope: string, subject: string): Promise<void> {
    this.#destroying(scope, [subject], () => {
      this.#table.destroy(scope, subject);
    });
  }

  controllersOf(scope: string, subject: string): readonly string[] {
    this.#mustBeOpen();
    return this.#table.wraps(scope, subject).flatMap(({ controller, wrapped }) => (wrapped === undefined ? [] : [controller]));
  }

  async secret(name: string): Promise<KeyObject> {
    this.#lookForOthers();
    return this.#secrets.findOrMake(name);
  }

  existingSecret(name: string): KeyObject | undefined {
    this.#lookForOthers();
    return this.#secrets.find(name);
  }

  async destroySecret(name: string): Promise<void> {
    this.#mustBeOpen();
    this.#secrets.destroy(name);
  }

  async rotate(controller: string | null): Promise<Rotation> {
    this.#mustBeOpen();
    const name = controller ?? ROOT;
    const before = fingerprintOf(this.#controllerKeys.candidates(name)[0] as KeyObject);
    const rewrapped = this.#rotate(name);
    return { controller, before, after: fingerprintOf(this.#controllerKeys.of(name)), rewrapped };
  }

  /** What a process did not get to finish. */
  finishRotations(): void {
    for (const name of this.#controllerKeys.rotating()) this.#rotate(name);
  }

  fingerprints(): readonly KeyFingerprint[] {
    this.#mustBeOpen();
    this.#controllerKeys.refresh();
    return [null, ...this.#controllerKeys.controllers()].map((controller) => ({
      controller,
      fingerprint: fingerprintOf(this.#controllerKeys.of(controller ?? ROOT)),
    }));
  }

  /**
   * Both keys stand in the key file before the first wrap is made anew, and the old one leaves it after the last was: at every moment in
   * between each wrap opens with one of the two. The next key is made inside the transaction, so that another process wraps either before
   * it, and is wrapped anew, or after it, with the new key.
   */
  #rotate(name: string): number {
    const rewrapped = this.#table.transaction(() => {
      this.#controllerKeys.begin(name);
      return name === ROOT ? this.#secrets.rewrap() : this.#rewrap(name);
    });
    this.#table.transaction(() => {
      this.#controllerKeys.finish(name);
    });
    this.#held.clear();
    this.#secrets.forget();
    // What was wrapped with the old key goes for good, also from the write-ahead file.
    this.#table.scrub();
    return rewrapped;
  }

  #rewrap(controller: string): number {
    const wraps = this.#table.wrapsOf(controller);
    const key = this.#controllerKeys.of(controller);
    for (const { scope, subject, wrapped } of wraps) {
      const place = placeOfWrap(scope, subject, controller);
      this.#table.replaceWrap(
        scope,
        subject,
        controller,
        sealBytes(key, place, openWithAny(this.#controllerKeys, controller, place, wrapped)),
      );
    }
    return wraps.length;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#flush();
    this.#closed = true;
    this.#held.clear();
    this.#secrets.forget();
    this.#table.close();
  }

  #flush(): void {
    const calls = this.#queue;
    this.#queue = [];
    if (calls.length === 0) return;
    const made = new Map<string, Made>();
    try {
      const refusals = this.#table.transaction(() => {
        this.#controllerKeys.add(calls.flatMap(({ controllers }) => controllers));
        return calls.map((call) => this.#make(call, made));
      });
      // Only now: a key that did not get into the file must not seal anything.
      for (const { scope, subject, held } of made.values()) this.#held.set(scope, subject, held);
      calls.forEach(({ settle }, index) => {
        settle(refusals[index]);
      });
    } catch (error) {
      calls.forEach(({ settle }) => {
        settle(error instanceof Error ? error : new StoreUnavailable(String(error)));
      });
    }
  }

  /** All keys of one call, or none of them and the reason why. */
  #make({ scope, subjects, controllers, isClosed }: EnsureCall, made: Map<string, Made>): KeyDestroyed | undefined {
    const names = new Map(controllers.map((controller) => [controller, this.#table.closedNames(scope, controller)]));
    const isClosedTo = (controller: string, subject: string) => isClosed(names.get(controller) ?? new Set(), subject);
    const standing = subjects.map((subject) => ({
      subject,
      held: this.#load(scope, subject),
      holders: controllers.filter((controller) => !isClosedTo(controller, subject)),
    }));
    const closed = standing.find(({ subject, held, holders }) =>
      held === undefined ? !this.#mayBeMade(scope, subject, holders) : held.key === undefined,
    );
    if (closed !== undefined) return new KeyDestroyed(closed.subject);
    for (const { subject, held, holders } of standing) {
      const key = made.get(nameOfKey(scope, subject))?.held.key ?? held?.key ?? newKey();
      const before = new Set(this.#table.wraps(scope, subject).map(({ controller }) => controller));
      this.#wrap(scope, subject, key, before, holders);
      made.set(nameOfKey(scope, subject), {
        scope,
        subject,
        held: { key, place: placeOf(scope, subject), settled: new Set([...before, ...controllers]) },
      });
    }
    return undefined;
  }

  /** Not when every controller it would be for has had its wrap destroyed: the key could be held by nobody. */
  #mayBeMade(scope: string, subject: string, controllers: readonly string[]): boolean {
    const refused = this.#table.wraps(scope, subject).map(({ controller }) => controller);
    return controllers.some((controller) => !refused.includes(controller));
  }

  #wrap(scope: string, subject: string, key: KeyObject, settled: ReadonlySet<string>, controllers: readonly string[]): void {
    for (const controller of new Set(controllers)) {
      if (settled.has(controller)) continue;
      const wrapped = sealBytes(this.#controllerKeys.of(controller), placeOfWrap(scope, subject, controller), key.export());
      this.#table.addWrap(scope, subject, controller, wrapped);
    }
  }

  #find(scope: string, subject: string): Held | undefined {
    this.#lookForOthers();
    const cached = this.#held.get(scope, subject);
    if (cached !== undefined) return cached;
    nameOfKey(scope, subject);
    return this.#findWithOthers(scope, subject);
  }

  /**
   * Whoever opens one envelope of a case opens those of others in it next: all its keys come at once, which costs half of fetching each. Of
   * a scope with very many only the one asked for.
   */
  #findWithOthers(scope: string, subject: string): Held | undefined {
    const wraps = this.#table.wrapsIn(scope, MOST_WRAPS_AT_ONCE);
    const destroyed = this.#table.destroyedIn(scope);
    for (const [other, its] of wraps ?? []) {
      if (other === subject) continue;
      try {
        const held = this.#heldOf(scope, other, its, destroyed.has(other));
        if (held !== undefined) this.#held.set(scope, other, held);
      } catch (failure) {
        // Nobody asked for that one yet.
        if (!(failure instanceof TamperedEnvelope || failure instanceof UnsafeKeyFolder)) throw failure;
      }
    }
    const held = this.#heldOf(scope, subject, wraps?.get(subject) ?? this.#table.wraps(scope, subject), destroyed.has(subject));
    if (held !== undefined) this.#held.set(scope, subject, held);
    return held;
  }

  /** `undefined` when there never was such a key here. */
  #load(scope: string, subject: string): Held | undefined {
    return this.#heldOf(scope, subject, this.#table.wraps(scope, subject), this.#table.isDestroyed(scope, subject));
  }

  #heldOf(scope: string, subject: string, wraps: readonly Wrap[], destroyed: boolean): Held | undefined {
    const settled = new Set(wraps.map(({ controller }) => controller));
    if (destroyed) return { key: undefined, place: placeOf(scope, subject), settled };
    const live = wraps.find(({ wrapped }) => wrapped !== undefined);
    if (live?.wrapped === undefined) return undefined;
    const bytes = openWithAny(this.#controllerKeys, live.controller, placeOfWrap(scope, subject, live.controller), live.wrapped);
    return { key: createSecretKey(bytes), place: placeOf(scope, subject), settled };
  }

  #destroying(scope: string, subjects: readonly string[], work: (generation: number) => void): void {
    this.#mustBeOpen();
    for (const subject of subjects) nameOfKey(scope, subject);
    this.#generation = this.#table.transaction(() => {
      const generation = this.#table.countDestruction();
      work(generation);
      return generation;
    });
    for (const subject of subjects) this.#held.delete(scope, subject);
    this.#table.scrub();
  }

  #lookForOthers(): void {
    this.#mustBeOpen();
    const now = performance.now();
    if (now - this.#lookedAt < LOOK_EVERY_MILLISECONDS) return;
    this.#lookedAt = now;
    const version = this.#table.dataVersion();
    if (version === this.#version) return;
    this.#version = version;
    this.#generation = this.#table.destructions();
    this.#held.clear();
    this.#secrets.forget();
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new StoreUnavailable('The key ring is closed');
  }
}

function fingerprintOf(key: KeyObject): string {
  return createHash('sha256').update('gezinslijn key fingerprint\0').update(key.export()).digest('hex').slice(0, 32);
}

/** Names were checked when their key was made or looked for, so that no two places read the same. */
function placeOf(scope: string, subject: string): string {
  return `content\0${scope}\0${subject}\0`;
}

function placeOfWrap(scope: string, subject: string, controller: string): string {
  return `wrap\0${nameOfKey(scope, subject)}\0${controller}`;
}
