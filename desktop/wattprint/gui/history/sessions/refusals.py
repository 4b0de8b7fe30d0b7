"""Why something cannot be done with a session, and what to do instead."""

from __future__ import annotations

from PySide6.QtCore import QObject

from wattprint.gui.cloud.wording import Wording
from wattprint.ledger import errors


class Refusals(QObject):
    """Writes in one language. (A QObject, to be translated.)"""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self.wording = wording

    def still_open(self) -> str:
        """It has not ended."""
        return self.tr("This session may still go on. It can be merged, split or deleted once it has ended.")

    def split_merged(self) -> str:
        """It stands for several."""
        return self.tr("A merged session is not split: take it apart instead.")

    def why(self, error: Exception) -> str:
        """Of an error that cloud.work.run hands on."""
        if isinstance(error, errors.AnnotationRefused):
            return self._refused(error)
        return self.wording.not_saved(error)

    def _refused(self, error: errors.AnnotationRefused) -> str:
        match error:
            case errors.SessionGone():
                return self.tr("This session is no longer in the list.")
            case errors.SessionOpen():
                return self.still_open()
            case errors.MergeNeedsTwo():
                return self.tr("Choose two or more sessions to merge.")
            case errors.MergeDiffers():
                return self.tr(
                    "Only sessions of one app and one kind can be merged. Change their app or kind first."
                )
            case errors.SplitOutside():
                return self.tr("A session can only be split between its start and its end.")
            case errors.SplitMerged():
                return self.split_merged()
            case errors.NotMade():
                return self.tr("It is neither merged nor split: there is nothing to take apart.")
            case errors.PartsInUse():
                return self.tr("One of its parts was split or merged since: take that apart first.")
            case errors.ChangedSince():
                return self.tr("It was changed in between: that cannot be taken back any more.")
        return self.wording.not_saved(error)
