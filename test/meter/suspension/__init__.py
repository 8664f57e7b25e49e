from subject import Subject
SUBJECT = Subject("suspension", "suspense.h", {}, frozenset(), None, None)
