import { PersonName } from "@/components/sign-offs/person-name";
import type { InPlaceOf } from "@/lib/domain/signature-words";

/** For whom a signature is given: a team, and of a deputy whose place it is given in and until when. */
export const SignedFor = ({
  signature: { team, inPlaceOf },
}: {
  signature: { readonly team: string; readonly inPlaceOf: InPlaceOf | null };
}) =>
  inPlaceOf === null ? (
    <>for {team}</>
  ) : (
    <>
      as deputy of <PersonName name={inPlaceOf.name} />
      {team === `@${inPlaceOf.handle}` ? "" : ` for ${team}`} until {inPlaceOf.until.slice(0, 10)}
    </>
  );
