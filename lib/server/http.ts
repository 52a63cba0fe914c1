import { randomUUID } from "node:crypto";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import type { Operation } from "@/lib/contract/operation";
import type { Actor } from "@/lib/domain/permissions";
import { Refusal } from "@/lib/domain/refusal";
import { identify, pageActor, pageAddress } from "@/lib/server/actor";
import { eventStream, type FileAnswer, fileStream, lineStream } from "@/lib/server/answer-stream";
import type { Command } from "@/lib/server/command";
import { log } from "@/lib/server/log";
import { problemOf } from "@/lib/server/problem";
import { readStreamStart } from "@/lib/server/queries/read-stream-start";
import type { Query } from "@/lib/server/query";
import { requestInput } from "@/lib/server/request-input";
import { programKeyIn, type RequestContext } from "@/lib/server/scope";
import { removeSpooled } from "@/lib/server/spool-upload";

// The input's type is the action's own affair: it parses what it is given.
// biome-ignore lint/suspicious/noExplicitAny: commands and queries of every input type meet here
export type Action<Answer> = Command<any, Answer> | Query<any, Answer>;

type RouteHandler = (
  request: Request,
  context: { params: Promise<Record<string, string>> },
) => Promise<Response>;

type Endpoint = RouteHandler & {
  readonly operation: Operation;
  /** What it runs; a preview comes before what it previews. */
  readonly actions: readonly Action<unknown>[];
};

const openActor: Actor = { kind: "system", name: "nobody signed in" };

const requestIdOf = (request: Request): string => {
  const given = request.headers.get("x-request-id") ?? "";
  return /^[\w.-]{8,100}$/.test(given) ? given : randomUUID();
};

const problemResponse = (error: unknown, requestId: string): Response => {
  const problem = problemOf(error, requestId);
  return Response.json(problem, {
    status: problem.status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-request-id": requestId,
    },
  });
};

/** Whoever asked left while their body was read: nothing here is broken. */
const isCallerGone = (request: Request, error: unknown): boolean => {
  const { name, code } = error as { name?: string; code?: string };
  return request.signal.aborted && (code === "ECONNRESET" || name === "AbortError");
};

/** A form on another site can send a cookie but not this header. */
const refuseForeignForm = (request: Request, method: string): void => {
  if (method !== "GET" && request.headers.get("x-signalbox-request") !== "1") {
    throw new Refusal("forbidden", "A browser must send the header x-signalbox-request: 1.");
  }
};

const contextOf = async (request: Request, operation: Operation, requestId: string) => {
  const now = new Date();
  if (operation.open) return { actor: openActor, requestId, now };
  const identity = await identify(request);
  if (!identity) throw new Refusal("unauthenticated", "Sign in, or send an API token.");
  if (identity.byCookie) refuseForeignForm(request, operation.method);
  return { actor: identity.actor, requestId, now };
};

const respond = async (
  request: Request,
  operation: Operation,
  answer: unknown,
): Promise<Response> => {
  if (operation.lines) return lineStream(answer as AsyncIterable<unknown>);
  if (operation.events) return eventStream(answer as AsyncIterable<unknown>, request.signal);
  if (operation.file) return fileStream(answer as FileAnswer);
  return Response.json(answer, { status: operation.status ?? 200 });
};

/**
 * The border of an operation: who is it, what do they send, one action, and its answer or problem.
 * `choose` picks the action where one operation is a preview or a write depending on its input.
 */
export const endpoint = (
  operation: Operation,
  action: Action<unknown> | ((input: Record<string, unknown>) => Action<unknown>),
): Endpoint => {
  const handle: RouteHandler = async (request, { params }) => {
    const requestId = requestIdOf(request);
    const started = performance.now();
    let who = "nobody";
    let input: Record<string, unknown> = {};
    let response: Response;
    try {
      const context: RequestContext = await contextOf(request, operation, requestId);
      who = context.actor.name;
      input = await requestInput(request, operation, await params);
      const chosen = typeof action === "function" ? action(input) : action;
      response = await respond(request, operation, await chosen.run(context, input));
    } catch (error) {
      response = problemResponse(error, requestId);
      if (response.status === 500 && !isCallerGone(request, error)) {
        log.error({ error, requestId }, "internal error");
      }
    } finally {
      await removeSpooled(input.files);
    }
    response.headers.set("x-request-id", requestId);
    response.headers.set("cache-control", "no-store");
    log.info(
      {
        requestId,
        operation: operation.id,
        status: response.status,
        actor: who,
        milliseconds: Math.round(performance.now() - started),
      },
      "request",
    );
    return response;
  };
  const actions = typeof action === "function" ? [action({ dryRun: true }), action({})] : [action];
  return Object.assign(handle, { operation, actions });
};

/** The answer to an address of the API that is none, whatever the method. */
export const noSuchAddress = (request: Request): Response => {
  const { pathname } = new URL(request.url);
  const refusal = new Refusal(
    "not-found",
    `There is nothing at ${pathname}. /api/v1/openapi.json lists every address.`,
  );
  return problemResponse(refusal, requestIdOf(request));
};

/** A document that anybody may read: it says what there is, never what is in it. */
export const openDocument = (document: () => unknown) => (): Response =>
  Response.json(document(), { headers: { "cache-control": "public, max-age=300" } });

/** Who looks at the page; whoever is not signed in is sent to sign in and comes back. */
const signedIn = async (): Promise<Actor> => {
  const actor = await pageActor();
  if (!actor) redirect(`/sign-in?from=${encodeURIComponent(await pageAddress())}`);
  return actor;
};

/** What a page shows before anybody has signed in; only queries that anybody may ask. */
export const readForVisitor = async <Answer>(
  // biome-ignore lint/suspicious/noExplicitAny: queries of every input type are read for pages
  query: Query<any, Answer>,
  input: Record<string, unknown>,
): Promise<Answer> => {
  if (query.allow !== "anybody") throw new Error(`${query.name} is not for visitors.`);
  return query.run({ actor: openActor, requestId: randomUUID(), now: new Date() }, input);
};

/** An address with an input that cannot be is an address of nothing. */
const hidden = new Set<string>(["not-found", "forbidden", "invalid"]);

/** Once a page, before anything of the program: what is announced after it is told by the page's stream. */
const streamStart = cache(async (program: string) => {
  const actor = await signedIn();
  return readStreamStart.run({ actor, requestId: randomUUID(), now: new Date() }, { program });
});

/** What a page shows: one query as whoever looks at it. What they may not see does not exist. */
export const readForPage = async <Answer>(
  // biome-ignore lint/suspicious/noExplicitAny: queries of every input type are read for pages
  query: Query<any, Answer>,
  input: Record<string, unknown>,
): Promise<Answer> => {
  const actor = await signedIn();
  const program = programKeyIn(input);
  try {
    if (program !== null) await streamStart(program);
    return await query.run({ actor, requestId: randomUUID(), now: new Date() }, input);
  } catch (error) {
    if (error instanceof Refusal && hidden.has(error.code)) notFound();
    throw error;
  }
};

/** Where the stream of the page that is being drawn begins, for `StreamStart`. */
export const streamStartOfPage = async (program: string): Promise<number> =>
  (await streamStart(program)).since;
