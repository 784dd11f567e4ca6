// SPDX-License-Identifier: EUPL-1.2
import { Inject } from '@nestjs/common';
import { Args, Context, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { POLICY_STREAM, organisationStream, regionStream } from '@gezinslijn/family-case';
import type {
  AdministrationAuthor,
  ItemId,
  OrganisationCommand,
  OrganisationId,
  PersonId,
  PolicyCommand,
  WorkerRef,
} from '@gezinslijn/family-case';
import { plain } from '../commands/case-command.ts';
import type { Actor } from '../platform/actor.ts';
import { Requires } from '../platform/permissions.ts';
import { PLATFORM } from '../platform/platform.ts';
import type { Platform } from '../platform/platform.ts';
import { AdministrationGate } from './administration-gate.ts';
import { organisationAdministration, registeredOrganisation } from './administration-reading.ts';
import {
  AdoptDisclosureMatrixInput,
  AdoptNormRegisterInput,
  ClaimAdministrationInput,
  EndClientSystemInput,
  EndHatInput,
  EndOrganisationInput,
  EndRegistrationInput,
  GrantHatInput,
  RecordRegistrationInput,
  RegisterClientSystemInput,
  RegisterDocumentSetInput,
  RegisterOrganisationInput,
  RegisterRegionInput,
  RegisterWorkerInput,
} from './administration.input.ts';
import type { AdministrationInput, OrganisationInput } from './administration.input.ts';
import { AdministrationResult, OrganisationAdministration, Region, RegisteredOrganisation, SignedIn } from './administration.types.ts';

/** The organisation that runs the platform; there is one. */
const PLATFORM_ORGANISATION = 'beheer' as OrganisationId;
const EVERYWHERE = 'landelijk';

/** Administration over GraphQL. Translates and delegates; who may is decided by the rules of `libs/family-case/src/administration`. */
@Resolver()
export class AdministrationResolver {
  readonly #platform: Platform;
  readonly #gate: AdministrationGate;

  constructor(@Inject(PLATFORM) platform: Platform) {
    this.#platform = platform;
    this.#gate = new AdministrationGate(platform);
  }

  @Query(() => SignedIn, { description: 'Who signed in, before a hat is chosen.' })
  @Requires('signedIn')
  signedIn(@Context('actor') actor: Actor): SignedIn {
    const hats = (actor.bearer?.hats ?? []).map(({ organisation: { id, name, kind }, roles }) => ({
      organisation: id,
      name,
      party: kind,
      roles: roles.map(({ role }) => role),
    }));
    return { hats, unclaimed: this.#platform.directory.isEmpty };
  }

  @Query(() => [RegisteredOrganisation], {
    description: 'Organisations you administer: all of them for the administrator of the platform, else your own.',
  })
  @Requires('administer')
  organisations(@Context('actor') actor: Actor): readonly RegisteredOrganisation[] {
    const all = actor.administrator?.role === 'platformAdministrator';
    return this.#platform.directory
      .organisations()
      .filter(({ id }) => all || id === actor.organisation)
      .map(registeredOrganisation);
  }

  @Query(() => [Region], { description: 'Regions that are registered.' })
  @Requires('administer')
  regions(): readonly Region[] {
    return this.#platform.directory.regions();
  }

  @Query(() => OrganisationAdministration, {
    nullable: true,
    description: 'Workers, hats, registrations and systems of an organisation; null when it is not yours to administer. Logged.',
  })
  @Requires('administer')
  async organisationAdministration(
    @Context('actor') actor: Actor,
    @Args('organisation', { type: () => ID, description: 'The organisation.' }) id: string,
  ): Promise<OrganisationAdministration | null> {
    const own = id === actor.organisation;
    const known = this.#platform.directory.organisation(id);
    const may = known !== undefined && (own || actor.administrator?.role === 'platformAdministrator');
    // A name that is no organisation's may be anything: it stays out of the log.
    await this.#gate.log(
      actor,
      `organisationAdministration ${known?.id ?? ''}`.trim(),
      may ? 'granted' : 'denied',
      may ? undefined : 'not-yours',
    );
    if (!may) return null;
    return organisationAdministration(known, await this.#platform.administration.organisations.current(organisationStream(known.id)), own);
  }

  @Mutation(() => AdministrationResult, { description: 'Become the first administrator of an empty store, with its one-time code.' })
  @Requires('signedIn')
  async claimAdministration(@Args('input') input: ClaimAdministrationInput, @Context('actor') actor: Actor): Promise<AdministrationResult> {
    const { code, organisationName, workerName } = input;
    const operation = `ClaimAdministration ${organisationStream(PLATFORM_ORGANISATION)}`;
    const claimer: Actor = { ...actor, organisation: PLATFORM_ORGANISATION, party: 'PLATFORM', role: 'claimant' };
    if (actor.bearer?.kind !== 'person') return this.#gate.refuse(claimer, operation, 'ADMINISTRATION_MAY_NOT');
    if (!this.#platform.directory.isEmpty) return this.#gate.refuse(claimer, operation, 'ADMINISTRATION_ALREADY_CLAIMED');
    const checked = this.#platform.firstAdministrator.check(code);
    if (checked !== 'right')
      return this.#gate.refuse(claimer, operation, checked === 'wrong' ? 'CLAIM_CODE_WRONG' : 'CLAIM_TOO_OFTEN', 'code');
    const author: AdministrationAuthor = {
      organisation: PLATFORM_ORGANISATION,
      party: 'PLATFORM',
      worker: actor.subject as WorkerRef,
      role: 'claimant',
    };
    const command: OrganisationCommand = {
      type: 'ClaimAdministration',
      organisation: PLATFORM_ORGANISATION,
      name: organisationName,
      region: EVERYWHERE,
      issuer: this.#platform.issuerName,
      workerName,
    };
    const { organisations } = this.#platform.administration;
    const result = await this.#gate.pass(organisations, organisationStream(PLATFORM_ORGANISATION), command, {
      actor: claimer,
      author,
      input,
    });
    if ('eventIds' in result && result.eventIds.length > 0) this.#platform.firstAdministrator.drop();
    return result;
  }

  @Mutation(() => AdministrationResult, { description: 'Regio registreren.' })
  @Requires('administer')
  registerRegion(@Args('input') input: RegisterRegionInput, @Context('actor') actor: Actor): Promise<AdministrationResult> {
    const { region, name } = input;
    const command = { type: 'RegisterRegion', region, name } as const;
    return this.#gate.pass(this.#platform.administration.regions, regionStream(region), command, { actor, author: authorOf(actor), input });
  }

  @Mutation(() => AdministrationResult, { description: 'Organisatie registreren.' })
  @Requires('administer')
  registerOrganisation(@Args('input') input: RegisterOrganisationInput, @Context('actor') actor: Actor): Promise<AdministrationResult> {
    const { kind, name, region, oin } = input;
    return this.#on(input, actor, { type: 'RegisterOrganisation', organisation: idOf(input), kind, name, region, ...given({ oin }) });
  }

  @Mutation(() => AdministrationResult, { description: 'Organisatie beëindigen: niemand handelt er nog voor.' })
  @Requires('administer')
  endOrganisation(@Args('input') input: EndOrganisationInput, @Context('actor') actor: Actor): Promise<AdministrationResult> {
    return this.#on(input, actor, { type: 'EndOrganisation', organisation: idOf(input) });
  }

  @Mutation(() => AdministrationResult, { description: 'Medewerker registreren, of zijn naam wijzigen.' })
  @Requires('administer')
  registerWorker(@Args('input') input: RegisterWorkerInput, @Context('actor') actor: Actor): Promise<AdministrationResult> {
    const { worker, issuer = this.#platform.issuerName, name } = input;
    return this.#on(input, actor, { type: 'RegisterWorker', worker: worker as WorkerRef, issuer, name });
  }

  @Mutation(() => AdministrationResult, { description: 'Pet geven.' })
  @Requires('administer')
  grantHat(@Args('input') input: GrantHatInput, @Context('actor') actor: Actor): Promise<AdministrationResult> {
    const { worker, role, from, until, personId } = input;
    const when = given({ from, until, personId: personId as PersonId | undefined });
    return this.#on(input, actor, { type: 'GrantHat', worker: worker as WorkerRef, role, ...when });
  }

  @Mutation(() => AdministrationResult, { description: 'Pet intrekken, per direct: ook wat open staat, sluit.' })
  @Requires('administer')
  endHat(@Args('input') input: EndHatInput, @Context('actor') actor: Actor): Promise<AdministrationResult> {
    return this.#on(input, actor, { type: 'EndHat', hatId: input.hatId as ItemId });
  }

  @Mutation(() => AdministrationResult, { description: 'SKJ-registratie vastleggen.' })
  @Requires('administer')
  recordRegistration(@Args('input') input: RecordRegistrationInput, @Context('actor') actor: Actor): Promise<AdministrationResult> {
    const { worker, number, from, until } = input;
    return this.#on(input, actor, {
      type: 'RecordRegistration',
      worker: worker as WorkerRef,
      register: 'SKJ',
      number,
      from,
      ...given({ until }),
    });
  }

  @Mutation(() => AdministrationResult, { description: 'SKJ-registratie vervallen verklaren, per direct.' })
  @Requires('administer')
  endRegistration(@Args('input') input: EndRegistrationInput, @Context('actor') actor: Actor): Promise<AdministrationResult> {
    return this.#on(input, actor, { type: 'EndRegistration', registrationId: input.registrationId as ItemId });
  }

  @Mutation(() => AdministrationResult, { description: 'Systeem registreren, of zijn sleutels of recht wijzigen.' })
  @Requires('administer')
  async registerClientSystem(
    @Args('input') input: RegisterClientSystemInput,
    @Context('actor') actor: Actor,
  ): Promise<AdministrationResult> {
    const { clientId, publicKeys, actsForWorkers } = input;
    const { directory } = this.#platform;
    if (directory.isSignInClient(clientId))
      return this.#gate.refuse(actor, `RegisterClientSystem ${actor.organisation}`, 'SYSTEM_IS_SIGN_IN', 'clientId');
    const owner = directory.system(clientId)?.organisation.id;
    if (owner !== undefined && owner !== input.organisation)
      return this.#gate.refuse(actor, `RegisterClientSystem ${actor.organisation}`, 'SYSTEM_ELSEWHERE', 'clientId');
    return this.#on(input, actor, { type: 'RegisterClientSystem', clientId, publicKeys: [...publicKeys], actsForWorkers });
  }

  @Mutation(() => AdministrationResult, { description: 'Systeem beëindigen, per direct.' })
  @Requires('administer')
  endClientSystem(@Args('input') input: EndClientSystemInput, @Context('actor') actor: Actor): Promise<AdministrationResult> {
    return this.#on(input, actor, { type: 'EndClientSystem', clientId: input.clientId });
  }

  @Mutation(() => AdministrationResult, { description: 'Documenten registreren die systemen voor een doel mogen gebruiken.' })
  @Requires('administer')
  registerDocumentSet(@Args('input') input: RegisterDocumentSetInput, @Context('actor') actor: Actor): Promise<AdministrationResult> {
    return this.#on(input, actor, { type: 'RegisterDocumentSet', purpose: input.purpose, documents: [...input.documents] });
  }

  @Mutation(() => AdministrationResult, { description: 'Vastleggen dat een versie van de matrix is aangenomen.' })
  @Requires('administer')
  async adoptDisclosureMatrix(
    @Args('input') input: AdoptDisclosureMatrixInput,
    @Context('actor') actor: Actor,
  ): Promise<AdministrationResult> {
    const { adopted, digest, from } = input;
    // What this program does not have it could not serve, and nothing would be shown any more.
    if (this.#platform.policy?.knows(adopted, digest) === false)
      return this.#gate.refuse(actor, 'AdoptDisclosureMatrix policy', 'MATRIX_UNKNOWN', 'adopted');
    return this.#policy(input, actor, { type: 'AdoptDisclosureMatrix', adopted, digest, from });
  }

  @Mutation(() => AdministrationResult, { description: 'Vastleggen dat een versie van het normenregister is aangenomen.' })
  @Requires('administer')
  adoptNormRegister(@Args('input') input: AdoptNormRegisterInput, @Context('actor') actor: Actor): Promise<AdministrationResult> {
    const { adopted, digest, from } = input;
    return this.#policy(input, actor, { type: 'AdoptNormRegister', adopted, digest, from });
  }

  #on(input: OrganisationInput, actor: Actor, command: OrganisationCommand): Promise<AdministrationResult> {
    const { organisations } = this.#platform.administration;
    return this.#gate.pass(organisations, organisationStream(idOf(input)), command, { actor, author: authorOf(actor), input });
  }

  #policy(input: AdministrationInput, actor: Actor, command: PolicyCommand): Promise<AdministrationResult> {
    return this.#gate.pass(this.#platform.administration.policy, POLICY_STREAM, command, { actor, author: authorOf(actor), input });
  }
}

const idOf = ({ organisation }: OrganisationInput): OrganisationId => organisation as OrganisationId;

/** The guard let nobody else in. */
function authorOf({ administrator }: Actor): AdministrationAuthor {
  if (administrator === undefined) throw new TypeError('Administration without an administrator');
  return administrator;
}

/** Without what was left out. */
function given<Fields extends object>(fields: Fields): { [Field in keyof Fields]?: Exclude<Fields[Field], undefined> } {
  return plain(fields) as { [Field in keyof Fields]?: Exclude<Fields[Field], undefined> };
}
