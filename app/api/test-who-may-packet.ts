import type { Row } from "./test-row";

const anyRole = "viewer owner engineer on-call manager";
const readers = "read import evidence switch admin";
/** The example trackers' family of two routes, which is a capability of its own. */
const registry = { program: "here", capability: "registry" };

/** Who may read a capability and take its evidence packet along. */
export const packetRows = (): readonly Row[] => [
  {
    operation: "readCapability",
    people: anyRole,
    tokens: readers,
    input: async () => registry,
  },
  ...(["html", "json", "zip"] as const).map((format) => ({
    operation: "exportPacket",
    when: `as ${format}`,
    people: anyRole,
    tokens: readers,
    input: async () => ({ ...registry, environment: "staging", format }),
  })),
];
