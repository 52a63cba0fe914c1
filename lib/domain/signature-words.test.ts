import { describe, expect, test } from "vitest";
import { type InPlaceOf, placeSignedIn, signedFor } from "@/lib/domain/signature-words";

const kenji: InPlaceOf = {
  person: "p2",
  handle: "kenji",
  name: "Kenji Sato",
  until: "2026-11-30T00:00:00.000Z",
};
const amara: InPlaceOf = { ...kenji, person: "p3", handle: "amara", name: "Amara" };
const standIns = [
  { owner: "registryd-v1", inPlaceOf: kenji },
  { owner: "registryd-v1", inPlaceOf: amara },
  { owner: "@kenji", inPlaceOf: kenji },
  { owner: "api-service", inPlaceOf: amara },
];

describe("in whose place a signature is given", () => {
  test.each([
    ["one's own team", "worker-platform", null],
    ["oneself by name", "@ines", null],
    ["a team that one is in and stands in for", "api-service", null],
    ["the team of somebody absent, the first of several", "registryd-v1", kenji],
    ["somebody absent who is named", "@kenji", kenji],
    ["a team of nobody's here", "security", null],
  ])("%s", (_, owner, place) => {
    const own = ["worker-platform", "api-service", "@ines"];
    expect(placeSignedIn(owner, own, standIns)).toEqual(place);
  });

  test.each([
    ["registryd-v1", null, "for registryd-v1"],
    ["registryd-v1", kenji, "deputy of Kenji Sato for registryd-v1 until 2026-11-30"],
    ["@kenji", kenji, "deputy of Kenji Sato until 2026-11-30"],
  ])("for %s it reads so", (team, inPlaceOf, says) => {
    expect(signedFor({ team, inPlaceOf })).toBe(says);
  });
});
