-- The lines of a PDF stand in document_texts.listing beside its words; which of its pages have none is kept, so that nobody takes "no difference" for more than it is.

alter table document_texts add column wordless_pages integer[];            -- of a PDF that was read: its pages without words, by number
