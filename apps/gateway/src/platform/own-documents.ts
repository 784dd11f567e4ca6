// SPDX-License-Identifier: EUPL-1.2
import { Kind } from 'graphql';
import type { DocumentNode } from 'graphql';
import * as contract from '@gezinslijn/api-contract';
import { formOf, sha256 } from './document-facts.ts';

/** Forms of the documents the product itself sends: those of the screens and of the command line (libs/api-contract). */
export function ownDocuments(): ReadonlySet<string> {
  const documents = Object.values(contract as Readonly<Record<string, unknown>>).filter(isDocument);
  return new Set(documents.map((document) => sha256(formOf(document))));
}

function isDocument(value: unknown): value is DocumentNode {
  return typeof value === 'object' && value !== null && (value as { readonly kind?: unknown }).kind === Kind.DOCUMENT;
}
