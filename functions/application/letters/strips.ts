/** Where a strip comes to stand, and whether it is the first or the last on its page. */
export interface StripPlace {
  top: number;
  isFirst: boolean;
  isLast: boolean;
}

/**
 * A strip of a page that no page break divides: a line of text, a line of a table row, a whole block. Heights are in
 * points.
 */
export interface Strip {
  height: number;
  draw: (place: StripPlace) => void;
  /** Stays on the page of the strip after it, where a page has room for both. @default false */
  staysWithNext?: boolean;
  /** A blank between blocks: it is left out where a page begins or ends. @default false */
  isBlank?: boolean;
  /** Stands again at the top of a page that begins with this strip: the head of a table. */
  head?: Strip;
}

/** Strips of one page, each with its top. */
export type StripPage = readonly (readonly [strip: Strip, top: number])[];

/** Where pages begin and end; the first may begin lower. */
export interface PageFrame {
  firstTop: number;
  top: number;
  bottom: number;
}

const heightOf = (strips: readonly Strip[]): number => strips.reduce((sum, { height }) => sum + height, 0);

/** Runs of strips that stay together: each ends with the first strip that does not stay with the next. */
const together = (strips: readonly Strip[]): Strip[][] => {
  const runs: Strip[][] = [[]];
  for (const strip of strips) {
    runs.at(-1)?.push(strip);
    if (strip.staysWithNext !== true) runs.push([]);
  }
  return runs.filter((run) => run.length > 0);
};

/**
 * Divide strips into pages, in order. What stays together goes to the next page as a whole; only a run that exceeds a
 * page is divided, and a strip that does stands alone and runs over.
 */
export const paginate = (strips: readonly Strip[], { firstTop, top, bottom }: PageFrame): StripPage[] => {
  const pages: (readonly [Strip, number])[][] = [[]];
  let y = firstTop;
  const place = (strip: Strip): void => {
    pages.at(-1)?.push([strip, y]);
    y += strip.height;
  };
  const turn = (next: Strip): void => {
    pages.push([]);
    y = top;
    if (next.head !== undefined) place(next.head);
  };
  const add = (strip: Strip): void => {
    const isFresh = (pages.at(-1)?.length ?? 0) === 0;
    if (strip.isBlank && (isFresh || y + strip.height > bottom)) return;
    if (!isFresh && y + strip.height > bottom) turn(strip);
    place(strip);
  };
  for (const run of together(strips)) {
    const first = run.find(({ isBlank }) => isBlank !== true);
    const height = heightOf(run);
    const isTooLong = y + height > bottom && (pages.at(-1)?.length ?? 0) > 0;
    const fitsFresh = height + (first?.head?.height ?? 0) <= bottom - top;
    if (isTooLong && fitsFresh && first !== undefined) turn(first);
    for (const strip of run) add(strip);
  }
  return pages;
};

/** Draw one page of strips. */
export const drawStrips = (page: StripPage): void => {
  page.forEach(([strip, top], index) => {
    strip.draw({ top, isFirst: index === 0, isLast: index === page.length - 1 });
  });
};
