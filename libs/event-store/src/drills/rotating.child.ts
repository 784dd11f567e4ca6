// SPDX-License-Identifier: EUPL-1.2
/** A process for the drills, to be killed: `node rotating.child.ts FOLDER` rotates every key of the folder over and over, and prints a line before each. */
import { openKeyRing } from '../sealing/open-key-ring.ts';

const [, , folder = ''] = process.argv;
const ring = await openKeyRing({ folder });
const controllers = ring.fingerprints().map(({ controller }) => controller);
for (;;) {
  for (const controller of controllers) {
    process.stdout.write(`${controller ?? 'root'}\n`);
    await ring.rotate(controller);
  }
}
