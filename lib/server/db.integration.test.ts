import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());

// With more than one connection to the embedded database about every sixth of these went wrong.
test("queries beside transactions that fail get their own answers, never each other's", async () => {
  const { database } = runtime;
  const ask = async (word: string): Promise<void> => {
    const rows = await database.$queryRawUnsafe<Record<string, string>[]>(
      `SELECT $1::text AS "${word}"`,
      word,
    );
    expect(rows).toEqual([{ [word]: word }]);
  };
  const failAndAsk = async (word: string): Promise<void> => {
    const failing = database.$transaction(async (tx) => {
      await tx.team.findUnique({ where: { key: word } });
      throw new Error("on purpose");
    });
    await expect(failing).rejects.toThrow("on purpose");
    await ask(word);
  };
  for (let round = 0; round < 20; round += 1) {
    await Promise.all(
      ["a", "b", "c", "d", "e", "f"].map((word, at) =>
        at % 3 === 2 ? ask(word) : failAndAsk(word),
      ),
    );
  }
});
