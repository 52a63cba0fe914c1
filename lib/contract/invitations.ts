import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { Key, ProgramInput, Timestamp } from "@/lib/contract/words";
import { roles } from "@/lib/domain/permissions";
import { objectionToName } from "@/lib/domain/person-name";

const Address = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^\s<>@,;"]+@[^\s<>@,;"]+\.[^\s<>@,;"]+$/, "must be a mail address, ada@example.org");

export const PersonName = z
  .string()
  .trim()
  .superRefine((name, context) => {
    const objection = objectionToName(name);
    if (objection) context.addIssue({ code: "custom", message: objection });
  });

const InvitationView = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  program: z.string().nullable(),
  role: z.enum(roles).nullable(),
  teams: z.array(z.string()),
  withPassword: z.boolean(),
  by: z.string(),
  createdAt: Timestamp,
  expiresAt: Timestamp,
  state: z.enum(["open", "accepted", "revoked", "expired"]),
  acceptedBy: z.string().nullable(),
  acceptedAt: Timestamp.nullable(),
});
export type InvitationView = z.infer<typeof InvitationView>;

const Invited = z.object({
  email: Address,
  name: z.union([z.literal(""), PersonName]).default(""),
  teams: z.array(z.string().trim().min(1).max(120)).max(50).default([]),
  /** It may be accepted by choosing a password; where a provider is set up only an admin says so. */
  withPassword: z.boolean().optional(),
  expiresInDays: z.number().int().min(1).max(30).default(7),
});

/** The link is in this answer and in the mail, and nowhere else. */
const Made = InvitationView.extend({ link: z.string(), isMailed: z.boolean() });

export const inviteToProgram = operation({
  id: "inviteToProgram",
  method: "POST",
  path: "/api/v1/programs/{program}/invitations",
  summary: "Invite somebody into the program with a role; answers the one-time link",
  tag: "people",
  status: 201,
  input: ProgramInput.extend({ ...Invited.shape, role: z.enum(roles) }),
  answer: Made,
});

export const inviteToInstallation = operation({
  id: "inviteToInstallation",
  method: "POST",
  path: "/api/v1/invitations",
  summary: "Invite somebody without a role in any program; answers the one-time link",
  tag: "people",
  status: 201,
  input: Invited,
  answer: Made,
});

export const listProgramInvitations = operation({
  id: "listProgramInvitations",
  method: "GET",
  path: "/api/v1/programs/{program}/invitations",
  summary: "Who was invited into the program, the newest first",
  tag: "people",
  input: ProgramInput,
  answer: z.object({
    invitations: z.array(InvitationView),
    /** Whether an invitation is mailed by itself, and whether a provider signs people in. */
    isMailed: z.boolean(),
    hasProvider: z.boolean(),
  }),
});

export const listInvitations = operation({
  id: "listInvitations",
  method: "GET",
  path: "/api/v1/invitations",
  summary: "Everybody who was invited, the newest first",
  tag: "people",
  input: z.object({}),
  answer: listProgramInvitations.answer,
});

export const revokeProgramInvitation = operation({
  id: "revokeProgramInvitation",
  method: "DELETE",
  path: "/api/v1/programs/{program}/invitations/{invitation}",
  summary: "Revoke an open invitation into the program; its link opens nothing any more",
  tag: "people",
  input: ProgramInput.extend({ invitation: z.uuid() }),
  answer: InvitationView,
});

export const revokeInvitation = operation({
  id: "revokeInvitation",
  method: "DELETE",
  path: "/api/v1/invitations/{invitation}",
  summary: "Revoke any open invitation",
  tag: "people",
  input: z.object({ invitation: z.uuid() }),
  answer: InvitationView,
});

const Code = z.string().min(20).max(200);

export const readInvitation = operation({
  id: "readInvitation",
  method: "POST",
  path: "/api/v1/invitation",
  summary: "What an invitation's link opens, for whoever holds it",
  tag: "people",
  open: true,
  input: z.object({ code: Code }),
  answer: z.object({
    email: z.string(),
    name: z.string(),
    by: z.string(),
    program: z.object({ key: Key, name: z.string() }).nullable(),
    role: z.enum(roles).nullable(),
    teams: z.array(z.string()),
    withPassword: z.boolean(),
    expiresAt: Timestamp,
  }),
});
export type OpenInvitation = z.infer<typeof readInvitation.answer>;

export const acceptInvitation = operation({
  id: "acceptInvitation",
  method: "POST",
  path: "/api/v1/invitation/acceptance",
  summary: "Take what an invitation gives, as whoever is signed in under its address",
  tag: "people",
  input: z.object({ code: Code }),
  answer: z.object({ program: Key.nullable() }),
});

export const openAccount = operation({
  id: "openAccount",
  method: "POST",
  path: "/api/v1/invitation/account",
  summary: "Accept an invitation by choosing a handle and a password",
  tag: "people",
  status: 201,
  open: true,
  input: z.object({
    code: Code,
    handle: Key,
    name: PersonName,
    password: z.string().max(400),
  }),
  answer: z.object({ handle: Key, program: Key.nullable() }),
});

export const changePassword = operation({
  id: "changePassword",
  method: "PUT",
  path: "/api/v1/me/password",
  summary: "Change the password of one's own local account; one's other sessions end",
  tag: "people",
  input: z.object({ current: z.string().min(1).max(400), password: z.string().max(400) }),
  answer: z.object({ ended: z.int() }),
});
