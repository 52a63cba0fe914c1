import type { ChangeEffect, InterlockReading } from "@/lib/contract/switches";
import type { Effect } from "@/lib/domain/classify-effect";
import { waitOf } from "@/lib/domain/environment-policy";
import { lossyReturns } from "@/lib/domain/lossy-return";
import type { Masked } from "@/lib/domain/plan-change";
import { Refusal } from "@/lib/domain/refusal";
import { skippedStep } from "@/lib/domain/worker-handoff";
import type { Transaction } from "@/lib/server/db";
import type { SwitchBoard } from "@/lib/server/switches/switch-board";

/** How many moves an answer lists; the counts beside them are whole. */
const listed = 500;

/** What a protected environment says to a change towards the target that nobody has approved. */
export const needsRequestWords = ({ snapshot, policy }: SwitchBoard): string =>
  `${snapshot.environment} is protected: a change towards ${snapshot.owners.target} needs a request and ${policy.approvals === 1 ? "an approval by somebody else" : `${policy.approvals} approvals by others`}. Rollback and force work at once.`;

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

const effectWords = (effect: Effect, environment: string): string => {
  const { routeMoves, workerMoves } = effect;
  if (routeMoves.length + workerMoves.length === 0) return `No owner changes in ${environment}.`;
  const destinations = [...new Set([...routeMoves, ...workerMoves].map((move) => move.to))];
  const what = [
    ...(routeMoves.length > 0 ? [plural(routeMoves.length, "route")] : []),
    ...(workerMoves.length > 0 ? [plural(workerMoves.length, "worker")] : []),
  ].join(" and ");
  const to = destinations.length === 1 ? `to ${destinations[0]}` : "change owner";
  return `${what} ${to} in ${environment}.`;
};

/** What a change is seen with besides itself: when, and what interlocks it. */
type Seen = { readonly at: Date; readonly interlocks: readonly InterlockReading[] };

const notHeld = ({ interlocks }: Seen, isChosen = (_kind: string) => true): string[] =>
  interlocks
    .filter(({ state, kind }) => state !== "holds" && isChosen(kind))
    .map(({ title, because }) => `${title}: ${because}`);

const isFlip = (effect: Effect): boolean => effect.kind === "flip";

/** Why this change may not be made here and now as it is; empty where it may. */
const refusalsOf = (effect: Effect, board: SwitchBoard, seen: Seen): string[] => {
  if (!isFlip(effect)) return [];
  const { environment } = board.snapshot;
  const wait = waitOf(board.policy, environment, seen.at);
  return [
    ...(board.isProtected ? [needsRequestWords(board)] : []),
    ...(wait ? [wait.says] : []),
    ...notHeld(seen, (kind) => board.policy.interlocks === "refuse" || kind === skippedStep),
  ];
};

const maskedLevel = (by: Masked["by"]): ChangeEffect["masked"][number]["level"] =>
  by === "force" ? "program" : by;

/** A planned change as people see it: the blast radius with the paths of what moves. */
export const effectView = async (
  tx: Transaction,
  programId: string,
  board: SwitchBoard,
  effect: Effect,
  masked: readonly Masked[] = [],
  seen: Seen = { at: new Date(), interlocks: [] },
): Promise<ChangeEffect> => {
  const moves = effect.routeMoves.slice(0, listed);
  const items = await tx.item.findMany({
    where: { programId, kind: "route", key: { in: moves.map(({ route }) => route) } },
    select: { key: true, method: true, path: true, pattern: true },
  });
  const byKey = new Map(items.map((item) => [item.key, item]));
  return {
    kind: effect.kind,
    says: effectWords(effect, board.snapshot.environment),
    routesMoved: effect.routeMoves.length,
    workersMoved: effect.workerMoves.length,
    routeMoves: moves.map(({ route, from, to }) => {
      const item = byKey.get(route);
      return {
        route,
        method: item?.method ?? "",
        path: item?.path ?? item?.pattern ?? route,
        from,
        to,
      };
    }),
    workerMoves: effect.workerMoves
      .slice(0, listed)
      .map(({ worker, from, to }) => ({ worker, from, to })),
    masked: masked.map(({ by, key, says, routes }) => ({
      level: maskedLevel(by),
      key: key ?? "",
      owner: says,
      routes: routes.length,
      says: `${plural(routes.length, "route")} ${routes.length === 1 ? "keeps" : "keep"} ${says} by ${by === "force" ? "a force" : `the ${by} rule${key ? ` ${key}` : ""}`}.`,
    })),
    refusals: refusalsOf(effect, board, seen),
    warnings:
      isFlip(effect) && board.policy.interlocks === "warn"
        ? notHeld(seen, (kind) => kind !== skippedStep)
        : [],
    losses: [...lossyReturns(board.snapshot, effect)],
    interlocks: [...seen.interlocks],
    needsRequest: isFlip(effect) && board.isProtected,
  };
};

/** Refuses a return that loses something until whoever asks for it has named what is lost. */
export const refuseUnacknowledged = (
  effect: Effect,
  board: SwitchBoard,
  acknowledged: readonly string[],
): void => {
  const open = lossyReturns(board.snapshot, effect).filter((key) => !acknowledged.includes(key));
  if (open.length === 0) return;
  const { owners, environment } = board.snapshot;
  throw new Refusal(
    "needs-acknowledgement",
    `Going back to ${owners.legacy} in ${environment} loses what only ${owners.target} wrote for ${open.join(", ")}. Name ${open.length === 1 ? "it" : "them"} in acknowledgeLosses to go on; no approval is needed.`,
    open.map((key) => ({
      field: "acknowledgeLosses",
      says: `${key}: writes that only ${owners.target} has are lost`,
    })),
    { capabilities: open },
  );
};

export const noEffect = (board: SwitchBoard): ChangeEffect => ({
  kind: "none",
  says: effectWords({ kind: "none", routeMoves: [], workerMoves: [] }, board.snapshot.environment),
  routesMoved: 0,
  workersMoved: 0,
  routeMoves: [],
  workerMoves: [],
  masked: [],
  refusals: [],
  warnings: [],
  losses: [],
  interlocks: [],
  needsRequest: false,
});
