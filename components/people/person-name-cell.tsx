import Link from "next/link";

/** A name beside its handle; a name of the other direction of writing keeps to itself. */
export const PersonName = ({
  name,
  handle,
  href,
}: {
  name: string;
  handle: string;
  href?: string;
}) => (
  <span className="inline-flex max-w-[22rem] items-baseline gap-1.5">
    {href ? (
      <Link className="truncate font-strong hover:underline" href={href} prefetch={false}>
        <bdi>{name}</bdi>
      </Link>
    ) : (
      <bdi className="truncate font-strong">{name}</bdi>
    )}
    <span className="mono shrink-0 text-ink-3">{handle}</span>
  </span>
);
