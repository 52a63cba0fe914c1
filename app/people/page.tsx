import type { Metadata } from "next";
import { PeopleTabs } from "@/components/people/people-tabs";
import { PeopleView } from "@/components/people/people-view";
import { PageHeader } from "@/components/ui/page-header";
import { readForPage } from "@/lib/server/http";
import { listPeople } from "@/lib/server/queries/list-people";

export const metadata: Metadata = { title: "People" };

type Asked = { q?: string | string[]; state?: string | string[] };

export default async function PeoplePage({ searchParams }: { searchParams: Promise<Asked> }) {
  const { q, state } = await searchParams;
  const word = [state].flat()[0];
  const shown: "active" | "deactivated" | "all" =
    word === "deactivated" || word === "all" ? word : "active";
  const asked = { q: ([q].flat()[0] ?? "").slice(0, 200), state: shown };
  return (
    <>
      <PageHeader title="People">
        Everybody who can come in, and whoever could. Roles are given in each program's settings.
      </PageHeader>
      <PeopleTabs />
      <PeopleView asked={asked} initial={await readForPage(listPeople, asked)} />
    </>
  );
}
