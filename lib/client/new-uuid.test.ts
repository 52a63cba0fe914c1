import { expect, test } from "vitest";
import * as z from "zod";
import { newUuid } from "@/lib/client/new-uuid";

test("a thousand are of version 4 and all different", () => {
  const made = Array.from({ length: 1000 }, newUuid);
  for (const uuid of made) expect(z.uuidv4().safeParse(uuid).success, uuid).toBe(true);
  expect(new Set(made).size).toBe(1000);
});
