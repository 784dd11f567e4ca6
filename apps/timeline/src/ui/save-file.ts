// SPDX-License-Identifier: EUPL-1.2

/** Gives somebody a file to keep, made here: nothing is asked for, and no address of it stays. */
export function saveFile(name: string, content: string, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
