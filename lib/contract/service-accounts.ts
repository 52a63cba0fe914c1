import * as z from "zod";
import { PersonName } from "@/lib/contract/invitations";
import { operation } from "@/lib/contract/operation";
import { Key, ProgramInput, Timestamp } from "@/lib/contract/words";

const ServiceAccountView = z.object({
  handle: z.string(),
  name: z.string(),
  /** What it is for. */
  title: z.string(),
  createdAt: Timestamp,
  retiredAt: Timestamp.nullable(),
  /** Of its tokens in this program: how many are good, and when one was last used. */
  tokens: z.int(),
  lastUsedAt: Timestamp.nullable(),
});
export type ServiceAccountView = z.infer<typeof ServiceAccountView>;

export const listServiceAccounts = operation({
  id: "listServiceAccounts",
  method: "GET",
  path: "/api/v1/programs/{program}/service-accounts",
  summary: "The program's accounts of machines",
  tag: "tokens",
  input: ProgramInput,
  answer: z.object({ accounts: z.array(ServiceAccountView) }),
});

export const createServiceAccount = operation({
  id: "createServiceAccount",
  method: "POST",
  path: "/api/v1/programs/{program}/service-accounts",
  summary: "Make an account of a machine: it owns tokens, signs nothing and cannot sign in",
  tag: "tokens",
  status: 201,
  input: ProgramInput.extend({
    handle: Key,
    name: PersonName,
    title: z.string().trim().max(300).default(""),
  }),
  answer: ServiceAccountView,
});

export const retireServiceAccount = operation({
  id: "retireServiceAccount",
  method: "DELETE",
  path: "/api/v1/programs/{program}/service-accounts/{handle}",
  summary: "Retire a service account: its tokens are revoked, its name stays in the record",
  tag: "tokens",
  input: ProgramInput.extend({ handle: z.string().min(1).max(120) }),
  answer: ServiceAccountView,
});
