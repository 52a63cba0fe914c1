import type { EnvironmentPolicy, PolicySettings } from "@/lib/domain/environment-policy";
import type { Actor } from "@/lib/domain/permissions";
import type { Json, Transaction } from "@/lib/server/db";
import { settleRequests } from "@/lib/server/requests/settle-requests";
import { type SwitchBoard, switchBoard } from "@/lib/server/switches/switch-board";

type Context = {
  readonly tx: Transaction;
  readonly actor: Actor;
  readonly now: Date;
  readonly program: { readonly id: string; readonly key: string };
};

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
