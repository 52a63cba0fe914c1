import type { Metadata } from "next";
import { PersonSessions } from "@/components/account/person-sessions";
import { PersonView } from "@/components/people/person-view";
import { readForPage } from "@/lib/server/http";
import { readMe } from "@/lib/server/queries/read-me";
import { readPerson } from "@/lib/server/queries/read-person";

export const metadata: Metadata = { title: "Person" };

export default async function PersonPage({ params }: { params: Promise<{ person: string }> }) {
  const person = await readForPage(readPerson, {
    person: decodeURIComponent((await params).person),
  });
  const me = await readForPage(readMe, {});
  return (
    <PersonView
      initial={person}
      isSelf={me.handle === person.handle}
      sessions={<PersonSessions name={person.name} person={person.handle} />}
    />
  );
}
