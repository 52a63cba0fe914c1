import Link from "next/link";
import { placeAddress } from "@/components/blockers/place-address";
import type { BlockerView } from "@/lib/contract/blockers";

/** What a blocker holds, each a link to its rows; after `most` only how many more. */
export const PlaceLinks = ({
  program,
  holds,
  most = 6,
}: {
  program: string;
  holds: BlockerView["holds"];
  most?: number;
}) => (
  <span className="wrap-anywhere">
    {holds.slice(0, most).map((place, at) => (
      <span key={`${place.level} ${place.key}`}>
        {at > 0 && ", "}
        <Link className="font-medium hover:underline" href={placeAddress(program, place)}>
          {place.says}
        </Link>
        {place.rows === 0 && <span className="text-ink-3"> (not in the inventory)</span>}
      </span>
    ))}
    {holds.length > most && ` and ${holds.length - most} more`}
  </span>
);
