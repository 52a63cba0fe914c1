import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { Key, ProgramInput, Timestamp } from "@/lib/contract/words";
import { noticeKinds } from "@/lib/domain/notice-kinds";

const Kind = z.enum(noticeKinds);
/** What an endpoint can be limited to: everything but a test, which goes where it is sent. */
const FilterKind = Kind.exclude(["test"]);

export const NoticeView = z.object({
  id: z.string(),
  program: z.object({ key: z.string(), name: z.string() }),
  kind: Kind,
  title: z.string(),
  says: z.string(),
  /** A path within Signalbox. */
  link: z.string(),
  at: Timestamp,
  readAt: Timestamp.nullable(),
});
export type NoticeView = z.infer<typeof NoticeView>;

export const listNotices = operation({
  id: "listNotices",
  method: "GET",
  path: "/api/v1/notices",
  summary: "What the caller was told, in all their programs or in one, the newest first",
  tag: "notices",
  input: z.object({
    program: Key.optional(),
    unread: z.stringbool().default(false),
    before: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: z.object({
    notices: z.array(NoticeView),
    unread: z.number().int(),
    /** What to send as `before` for older ones; `null` at the end. */
    next: z.string().nullable(),
  }),
});

export const countNotices = operation({
  id: "countNotices",
  method: "GET",
  path: "/api/v1/notices/unread",
  summary: "How many notices the caller has not read",
  tag: "notices",
  input: z.object({}),
  answer: z.object({ unread: z.number().int() }),
});

export const markNoticesRead = operation({
  id: "markNoticesRead",
  method: "POST",
  path: "/api/v1/notices/read",
  summary: "Mark notices of the caller's as read: those named, or all",
  tag: "notices",
  input: z.object({ notices: z.array(z.uuid()).min(1).max(500).optional() }),
  answer: z.object({ marked: z.number().int(), unread: z.number().int() }),
});

const Mailing = z.enum(["each", "daily", "none"]);

export const MailingView = z.object({
  mailing: Mailing,
  email: z.string().nullable(),
  nextDigestAt: Timestamp.nullable(),
  /** Whether this installation sends mail at all. */
  isSetUp: z.boolean(),
});
export type MailingView = z.infer<typeof MailingView>;

export const readMailing = operation({
  id: "readMailing",
  method: "GET",
  path: "/api/v1/me/mailing",
  summary: "How mail reaches the caller",
  tag: "notices",
  input: z.object({}),
  answer: MailingView,
});

export const setMailing = operation({
  id: "setMailing",
  method: "PUT",
  path: "/api/v1/me/mailing",
  summary: "Choose a mail for each notice, one a day, or none",
  tag: "notices",
  input: z.object({
    mailing: Mailing,
    /** Left out: as it is. */
    email: z.email("must be a mail address").max(254).optional(),
  }),
  answer: MailingView,
});

export const EndpointView = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(["standard", "slack"]),
  /** As far as it is no secret: of Slack's only the host. */
  address: z.string(),
  /** Empty: all. */
  kinds: z.array(FilterKind),
  createdBy: z.string(),
  createdAt: Timestamp,
  pausedAt: Timestamp.nullable(),
  waiting: z.number().int(),
  dead: z.number().int(),
});
export type EndpointView = z.infer<typeof EndpointView>;

const endpointsPath = "/api/v1/programs/{program}/notice-endpoints";
const EndpointInput = ProgramInput.extend({ endpoint: z.uuid() });

const Name = z.string().trim().min(2, "name it after what it calls").max(80);
const Kinds = z
  .array(FilterKind)
  .max(noticeKinds.length)
  .transform((kinds) => [...new Set(kinds)]);

export const listEndpoints = operation({
  id: "listEndpoints",
  method: "GET",
  path: endpointsPath,
  summary: "Where notices of the program are sent",
  tag: "notices",
  input: ProgramInput,
  answer: z.object({ endpoints: z.array(EndpointView) }),
});

export const createEndpoint = operation({
  id: "createEndpoint",
  method: "POST",
  path: endpointsPath,
  summary: "Send the program's notices to an address; its signing secret is told once",
  tag: "notices",
  status: 201,
  input: ProgramInput.extend({
    name: Name,
    kind: EndpointView.shape.kind.default("standard"),
    url: z
      .string()
      .trim()
      .max(2000)
      .refine((value) => /^https?:\/\/./.test(value) && URL.canParse(value), {
        error: "must be an https address",
      }),
    kinds: Kinds.default([]),
  }),
  answer: z.object({
    endpoint: EndpointView,
    /** `null` for Slack, which checks no signature. */
    secret: z.string().nullable(),
  }),
});

export const editEndpoint = operation({
  id: "editEndpoint",
  method: "PUT",
  path: `${endpointsPath}/{endpoint}`,
  summary: "Name an endpoint, choose its kinds, pause it or let it go on",
  tag: "notices",
  input: EndpointInput.extend({
    name: Name.optional(),
    kinds: Kinds.optional(),
    /** While paused nothing new is put by for it; what waits is sent when it goes on. */
    paused: z.boolean().optional(),
  }),
  answer: EndpointView,
});

export const removeEndpoint = operation({
  id: "removeEndpoint",
  method: "DELETE",
  path: `${endpointsPath}/{endpoint}`,
  summary: "Send nothing there any more",
  tag: "notices",
  input: EndpointInput,
  answer: z.object({ id: z.string() }),
});

export const testEndpoint = operation({
  id: "testEndpoint",
  method: "POST",
  path: `${endpointsPath}/{endpoint}/test`,
  summary: "Send a notice of the kind test there, the way every other goes",
  tag: "notices",
  status: 201,
  input: EndpointInput,
  answer: z.object({ notice: z.string() }),
});

export const DeliveryView = z.object({
  notice: z.string(),
  kind: Kind,
  title: z.string(),
  says: z.string(),
  at: Timestamp,
  state: z.enum(["due", "delivered", "dead"]),
  attempts: z.number().int(),
  nextAt: Timestamp.nullable(),
  lastStatus: z.number().int().nullable(),
  lastProblem: z.string().nullable(),
  deliveredAt: Timestamp.nullable(),
});
export type DeliveryView = z.infer<typeof DeliveryView>;

export const listDeliveries = operation({
  id: "listDeliveries",
  method: "GET",
  path: `${endpointsPath}/{endpoint}/deliveries`,
  summary:
    "What was and is to be sent to an endpoint: the newest 100, and every dead one up to 200",
  tag: "notices",
  input: EndpointInput,
  answer: z.object({ deliveries: z.array(DeliveryView) }),
});

export const replayDelivery = operation({
  id: "replayDelivery",
  method: "POST",
  path: `${endpointsPath}/{endpoint}/deliveries/{notice}/replay`,
  summary: "Try a dead delivery again, from its first attempt on",
  tag: "notices",
  input: EndpointInput.extend({ notice: z.uuid() }),
  answer: DeliveryView,
});
