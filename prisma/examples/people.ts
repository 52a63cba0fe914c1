import type { Role } from "@/lib/domain/permissions";

/** Somebody a newcomer can sign in as; none of them exists. Roles hold in every program. */
export type ExamplePerson = {
  readonly handle: string;
  readonly name: string;
  readonly title: string;
  readonly roles: readonly Role[];
  readonly isAdmin: boolean;
  readonly teams: readonly string[];
};

export const examplePeople: readonly ExamplePerson[] = [
  {
    handle: "amara",
    name: "Amara Example",
    title: "Program manager",
    roles: ["manager"],
    isAdmin: false,
    teams: [],
  },
  {
    handle: "kenji",
    name: "Kenji Example",
    title: "Capability owner, registry",
    roles: ["owner"],
    isAdmin: false,
    teams: ["registryd-v1", "registryd-v2", "messaging"],
  },
  {
    handle: "ines",
    name: "Inês Example",
    title: "Capability owner, workers",
    roles: ["owner"],
    isAdmin: false,
    teams: ["worker-platform", "collaboration", "gateway"],
  },
  {
    handle: "tomasz",
    name: "Tomasz Example",
    title: "Engineer",
    roles: ["engineer"],
    isAdmin: false,
    teams: ["api-service", "desktop"],
  },
  {
    handle: "leilani",
    name: "Leilani Example",
    title: "On-call",
    roles: ["on-call"],
    isAdmin: false,
    teams: ["platform-edge"],
  },
  {
    handle: "farid",
    name: "Farid Example",
    title: "Viewer",
    roles: ["viewer"],
    isAdmin: false,
    teams: [],
  },
  {
    handle: "sigrun",
    name: "Sigrún Example",
    title: "Admin",
    roles: [],
    isAdmin: true,
    teams: [],
  },
];
