import { afterAll, beforeAll, expect, test } from "vitest";
import {
  admitGuess,
  forgetGuesses,
  noteTold,
  removeOldGuesses,
  wasTold,
} from "@/lib/server/people/guesses";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());

const start = Date.parse("2026-11-01T10:00:00Z");
const at = (minutes: number): Date => new Date(start + minutes * 60_000);
const guess = (whose: string, minutes: number) =>
  admitGuess(runtime.database, "sign-in", whose, at(minutes));
const guesses = (whose: string, count: number, minutes: number) =>
  Promise.all(Array.from({ length: count }, () => guess(whose, minutes)));

test("of guesses at once, from wherever they come, ten are admitted", async () => {
  const admitted = await guesses("ada", 25, 0);
  expect(admitted.filter(Boolean)).toHaveLength(10);
  expect(await guess("ada", 14)).toBe(false);
});

test("the quarter of an hour counts from the first guess, whatever is guessed meanwhile", async () => {
  await guesses("bo", 10, 0);
  await guesses("bo", 10, 14);
  expect(await guess("bo", 15)).toBe(true);
  expect((await guesses("bo", 10, 16)).filter(Boolean)).toHaveLength(9);
});

test("one person's guesses are nobody else's, nor those at another secret of theirs", async () => {
  await guesses("cy", 10, 0);
  expect(await guess("dee", 0)).toBe(true);
  expect(await admitGuess(runtime.database, "code", "cy", at(0))).toBe(true);
});

test("a guess that was right takes those before it back", async () => {
  await guesses("eve", 10, 0);
  await forgetGuesses(runtime.database, "sign-in", "eve");
  expect(await guess("eve", 1)).toBe(true);
});

test("what is typed into the field of a handle is not stored", async () => {
  await guess("my secret password", 0);
  const stored = await runtime.database.guessCount.findMany();
  expect(JSON.stringify(stored)).not.toContain("my secret");
});

test("what is over is taken out, and what is not stays", async () => {
  await runtime.database.guessCount.deleteMany();
  await guess("old", 0);
  await guess("new", 20);
  await noteTold(runtime.database, "somebody 7", at(30));
  await removeOldGuesses(runtime.database, at(21));
  expect(await wasTold(runtime.database, "somebody 7")).toBe(true);
  expect(await runtime.database.guessCount.count()).toBe(2);
});
