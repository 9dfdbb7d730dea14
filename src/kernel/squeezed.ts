/** A text as registers, banks and people write it alike: full-width and half-width characters are one (Unicode NFKC), blanks none. */
export const squeezed = (text: string): string => text.normalize("NFKC").replaceAll(/\s/gu, "");
