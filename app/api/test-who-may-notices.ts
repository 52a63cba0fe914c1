import { randomUUID } from "node:crypto";
import { createEndpoint } from "@/lib/server/commands/create-endpoint";
import { testEndpoint } from "@/lib/server/commands/test-endpoint";
import { admin, as } from "@/lib/server/test-actors";
import type { TestDatabase } from "@/lib/server/test-runtime";
import type { Row } from "./test-row";

const program = "here";
// Nothing is sent in these tests, and no name is looked up for an address of the open Internet.
const url = "https://8.8.8.8/hooks";

/** Who may do what with notices and where they are sent. */
export const noticeRows = (database: () => TestDatabase): readonly Row[] => {
  const endpoint = async (): Promise<string> => {
    const made = { program, name: randomUUID(), url };
    return (await createEndpoint.run(as(admin), made)).endpoint.id;
  };
  const dead = async () => {
    const place = { program, endpoint: await endpoint() };
    const { notice } = await testEndpoint.run(as(admin), place);
    await database().noticeDelivery.updateMany({
      where: { noticeId: notice },
      data: { state: "dead", nextAt: null },
    });
    return { ...place, notice };
  };
  const managed = { people: "manager", tokens: "admin" };

  return [
    { operation: "listNotices", people: "anybody", tokens: "", input: async () => ({}) },
    { operation: "countNotices", people: "anybody", tokens: "", input: async () => ({}) },
    { operation: "markNoticesRead", people: "anybody", tokens: "never", input: async () => ({}) },
    { operation: "readMailing", people: "anybody", tokens: "", input: async () => ({}) },
    {
      operation: "setMailing",
      people: "anybody",
      tokens: "never",
      input: async () => ({ mailing: "daily", email: "reader@example.org" }),
    },
    { operation: "listEndpoints", ...managed, input: async () => ({ program }) },
    {
      operation: "createEndpoint",
      ...managed,
      input: async () => ({ program, name: "the chat", url, kinds: ["waiver-ended"] }),
    },
    {
      operation: "editEndpoint",
      ...managed,
      input: async () => ({ program, endpoint: await endpoint(), paused: true }),
    },
    {
      operation: "removeEndpoint",
      ...managed,
      input: async () => ({ program, endpoint: await endpoint() }),
    },
    {
      operation: "testEndpoint",
      ...managed,
      input: async () => ({ program, endpoint: await endpoint() }),
    },
    {
      operation: "listDeliveries",
      ...managed,
      input: async () => {
        const { endpoint } = await dead();
        return { program, endpoint };
      },
    },
    { operation: "replayDelivery", ...managed, input: dead },
  ];
};
