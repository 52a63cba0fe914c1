import type { PolicyView } from "@/lib/contract/policy";
import {
  type EnvironmentPolicy,
  freezeAt,
  type PolicySettings,
  policyOf,
  waitOf,
} from "@/lib/domain/environment-policy";
import type { Actor } from "@/lib/domain/permissions";
import type { Json, Transaction } from "@/lib/server/db";
import { settleRequests } from "@/lib/server/settle-requests";
import { type SwitchBoard, switchBoard } from "@/lib/server/switch-board";

type Context = {
  readonly tx: Transaction;
  readonly actor: Actor;
  readonly now: Date;
  readonly program: { readonly id: string; readonly key: string };
};

const settingsOf = ({ freeze: _, ...settings }: EnvironmentPolicy): PolicySettings => settings;

/** Writes settings, a freeze or its end onto a locked environment, and takes the requests that wait there along. */
export const writePolicy = async (
  { tx, actor, now, program }: Context,
  board: SwitchBoard,
  change: {
    readonly settings?: PolicySettings;
    readonly freeze?: EnvironmentPolicy["freeze"];
  },
): Promise<{ was: EnvironmentPolicy; is: EnvironmentPolicy; policyVersion: number }> => {
  const { environmentId, policy, policyVersion, snapshot } = board;
  const is: EnvironmentPolicy = {
    ...policy,
    ...change.settings,
    ...(change.freeze === undefined ? {} : { freeze: change.freeze }),
  };
  const version = policyVersion + (change.settings ? 1 : 0);
  await tx.environment.update({
    where: { id: environmentId },
    data: { policy: is as unknown as Json, policyVersion: version },
  });
  const { environment } = snapshot;
  const what = change.settings ? "policy was set" : change.freeze ? "freeze began" : "freeze ended";
  await settleRequests(
    { tx, now, program },
    environmentId,
    () => switchBoard(tx, program, environment),
    {
      by: actor.name,
      says: `The ${what} by ${actor.name}.`,
      calledOff: null,
    },
  );
  return { was: policy, is, policyVersion: version };
};

/** How changes are made in an environment, as pages show it. */
export const policyView = (
  environment: {
    readonly key: string;
    readonly isProtected: boolean;
    readonly policy: unknown;
    readonly policyVersion: number;
  },
  now: Date,
): PolicyView => {
  const policy = policyOf(environment.policy, environment.isProtected);
  const { teams, windows, ...settings } = settingsOf(policy);
  return {
    isProtected: environment.isProtected,
    policyVersion: environment.policyVersion,
    settings: {
      ...settings,
      teams: { ...teams },
      windows: windows.map((window) => ({ ...window, days: [...window.days] })),
    },
    freeze: freezeAt(policy, now),
    waits: waitOf(policy, environment.key, now)?.says ?? null,
  };
};
