import Link from "next/link";
import { chipClass } from "@/components/ui/chip";
import { Icon } from "@/components/ui/icon";
import { programAddress } from "@/lib/client/program-address";

/** The same page for each environment of the program. */
export const EnvironmentLinks = ({
  program,
  page,
  environments,
  current,
}: {
  program: string;
  page: string;
  environments: readonly { key: string; name: string; isProtected: boolean }[];
  current: string;
}) => (
  <nav aria-label="Environments" className="flex flex-wrap gap-2">
    {environments.map(({ key, name, isProtected }) => (
      <Link
        aria-current={key === current ? "page" : undefined}
        className={chipClass(key === current)}
        href={programAddress(program, page, { environment: key })}
        key={key}
      >
        {name}
        {isProtected && <Icon name="lock" size={12} />}
        {isProtected && <span className="sr-only">protected</span>}
      </Link>
    ))}
  </nav>
);
