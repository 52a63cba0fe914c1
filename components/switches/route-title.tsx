import { Fragment } from "react";

/** A route's method and path, which may be broken before any of its segments. */
export const RouteTitle = ({ title }: { title: string }) =>
  title.split(/(?=\/)/).map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text have no other names
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ));
