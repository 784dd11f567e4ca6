// SPDX-License-Identifier: EUPL-1.2
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { RESOLVERS } from './gateway.module.ts';
import { guardSchema } from './platform/permissions.ts';

/** Prints the schema as partners get it: what is committed in libs/api-contract must equal this. */
const app = await NestFactory.create(GraphQLSchemaBuilderModule, { logger: ['error'] });
await app.init();
const schema = await app.get(GraphQLSchemaFactory).create(RESOLVERS);
process.stdout.write(`${printSchema(lexicographicSortSchema(guardSchema(schema)))}\n`);
await app.close();
