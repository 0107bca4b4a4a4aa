/**
 * A document with the text between `<!-- name:begin -->` and `<!-- name:end -->` replaced. Throws when the markers are
 * not there once each, in this order.
 */
export const withSection = (document: string, name: string, text: string): string => {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const [before, rest, ...more] = document.split(begin);
  const [, after, ...others] = rest?.split(end) ?? [];
  if (before === undefined || after === undefined || more.length > 0 || others.length > 0)
    throw new Error(`the document must have "${begin}" and "${end}" once each, in this order`);
  return `${before}${begin}\n\n${text}\n\n${end}${after}`;
};
