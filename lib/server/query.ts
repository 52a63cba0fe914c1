import type * as z from "zod";
import { type Actor, type Permission, refuseUnlessAllowed } from "@/lib/domain/permissions";
import { Refusal } from "@/lib/domain/refusal";
import { type Database, isOutOfRange, isUnavailable } from "@/lib/server/db";
import { outOfRange, parseInput } from "@/lib/server/parse-input";
import { runtime } from "@/lib/server/runtime";
import {
  type ProgramScope,
  programKeyIn,
  programScope,
  type RequestContext,
  refuseOtherEnvironment,
} from "@/lib/server/scope";

type QueryContext<Input> = {
  readonly db: Database;
  readonly actor: Actor;
  readonly input: Input;
  readonly now: Date;
  readonly program: ProgramScope;
};

export type Query<Input, Answer> = {
  readonly kind: "query";
  readonly name: string;
  readonly allow: Permission | "anybody";
  readonly input: z.ZodType<Input>;
  readonly run: (context: RequestContext, input: unknown) => Promise<Answer>;
};

/**
 * Makes a query: the only kind of read there is. It authorises and shapes; it never writes.
 * `"anybody"` is for what every signed-in person sees filtered to themselves.
 */
export const query = <Input, Answer>(
  definition: {
    readonly name: string;
    readonly allow: Permission | "anybody";
    readonly input: z.ZodType<Input>;
  },
  run: (context: QueryContext<Input>) => Promise<Answer>,
): Query<Input, Answer> => ({
  kind: "query",
  ...definition,
  run: async (context, raw) => {
    const { database } = runtime();
    const input = parseInput(definition.input, raw);
    try {
      const scope = await programScope(database, context.actor, programKeyIn(input));
      if (definition.allow !== "anybody") {
        refuseUnlessAllowed(context.actor, definition.allow, scope?.id ?? null);
      }
      await refuseOtherEnvironment(database, context.actor, input, "read");
      return await run({
        db: database,
        actor: context.actor,
        input,
        now: context.now,
        get program() {
          if (!scope) throw new Error(`${definition.name} has no program in its input.`);
          return scope;
        },
      });
    } catch (error) {
      if (isOutOfRange(error)) throw new Refusal("invalid", outOfRange);
      if (isUnavailable(error)) {
        throw new Refusal("unavailable", "The database cannot be reached. Try again in a moment.");
      }
      throw error;
    }
  },
});
