import { expect, test } from "vitest";
import { hashPassword, isPassword } from "@/lib/server/people/password";

test("only the password itself opens its hash, however it was encoded", async () => {
  const stored = await hashPassword("Stra\u00dfe und Caf\u00e9");
  expect(await isPassword("Stra\u00dfe und Cafe\u0301", stored)).toBe(true);
  expect(await isPassword("Strasse und Cafe", stored)).toBe(false);
});

test("one password gives two hashes for two people", async () => {
  expect(await hashPassword("one and the same")).not.toBe(await hashPassword("one and the same"));
});

test("nobody has no password, not even the empty one", async () => {
  expect(await isPassword("", null)).toBe(false);
});

test("whoever has a guess cannot tell from the time whether the account exists", async () => {
  const stored = await hashPassword("correct horse battery");
  const timed = async (of: string | null) => {
    const started = performance.now();
    await isPassword("a wrong guess", of);
    return performance.now() - started;
  };
  const ratio = (await timed(null)) / (await timed(stored));
  expect(ratio).toBeGreaterThan(0.2);
  expect(ratio).toBeLessThan(5);
});
