import type * as z from "zod";
import { readOwnership as operation } from "@/lib/contract/ownership";
import { explainOwner, type OwnerExplanation } from "@/lib/domain/explain-owner";
import { Refusal } from "@/lib/domain/refusal";
import type { OwnerRequest } from "@/lib/domain/resolve-owner";
import { compileRoutes } from "@/lib/domain/route-table";
import type { Snapshot } from "@/lib/domain/snapshot";
import { compileRe2 } from "@/lib/formats/re2";
import { query } from "@/lib/server/query";
import { pastSnapshot } from "@/lib/server/switches/past-board";
import { switchBoard } from "@/lib/server/switches/switch-board";

type Asked = z.infer<typeof operation.input>;

const requestOf = (asked: Asked): OwnerRequest => {
  const { route, worker, path, method, host, org, repo, user, targetingKey } = asked;
  const named = [route, worker, path].filter((name) => name !== undefined);
  if (named.length !== 1) {
    throw new Refusal("invalid", "Ask about one thing: a route, a worker, or a method and path.", [
      { field: "path", says: "name a route, a worker or a path" },
    ]);
  }
  if (worker !== undefined) return { worker };
  const context = { org, repo, user, targetingKey };
  if (route !== undefined) return { route, context };
  return { method: method.toUpperCase(), path: path ?? "/", host: host ?? null, context };
};

const refuseUnknown = (asked: Asked, { route }: OwnerExplanation, snapshot: Snapshot): void => {
  const where = `${snapshot.program} ${snapshot.environment} at version ${snapshot.version}`;
  if (asked.worker !== undefined && !Object.hasOwn(snapshot.workers, asked.worker)) {
    throw new Refusal("not-found", `There is no worker ${asked.worker} in ${where}.`);
  }
  if (asked.route !== undefined && route === null) {
    throw new Refusal("not-found", `There is no route ${asked.route} in ${where}.`);
  }
};

const words: Record<OwnerExplanation["decision"]["decidedBy"], string> = {
  "local-force": "a force on the machine itself",
  force: "a force",
  route: "a rule for the route",
  capability: "the rule of its capability",
  family: "the rule of its family",
  default: "the program's default",
  worker: "its own rule",
  fallback: "no rule: the safe owner answers for what is not known",
};

const says = (snapshot: Snapshot, { decision, route, worker }: OwnerExplanation): string => {
  const what = worker ?? route?.id ?? "A request that meets no route";
  return `${what} belongs to ${decision.owner} in ${snapshot.environment}, decided by ${words[decision.decidedBy]}.`;
};

/** Who owns a request, a route or a worker, now or at a past moment; which rule says so, and what it hides. */
export const readOwnership = query(
  { name: "read-ownership", allow: "program:read", input: operation.input },
  async ({ db, input, program }) => {
    const request = requestOf(input);
    if (input.version !== undefined && input.at !== undefined) {
      throw new Refusal("invalid", "Name a version or a moment, not both.", [
        { field: "at", says: "leave out at or version" },
      ]);
    }
    const moment =
      input.version !== undefined
        ? { version: input.version }
        : input.at !== undefined
          ? { at: new Date(input.at) }
          : null;
    const snapshot = moment
      ? await pastSnapshot(db, program, input.environment, moment)
      : (await switchBoard(db, program, input.environment)).snapshot;
    const explained = explainOwner(snapshot, compileRoutes(snapshot.routes, compileRe2), request);
    refuseUnknown(input, explained, snapshot);
    const { decision, route, worker, voices, bucket } = explained;
    return {
      owner: decision.owner,
      decidedBy: decision.decidedBy,
      epoch: snapshot.epoch,
      version: snapshot.version,
      since: snapshot.updatedAt,
      says: says(snapshot, explained),
      route: route && {
        key: route.id,
        method: route.method,
        pattern: route.pattern,
        capability: route.capability,
        family: route.family,
      },
      worker,
      rules: [...voices],
      bucket,
    };
  },
);
