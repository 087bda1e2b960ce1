"""The check of form: a finished presentation is opened, measured and judged by how it looks.

It knows nothing of the code that draws. `faults_of` reads and measures (`drawn_faults` leaves
aside the words written for it, such as notes), `story_faults` asks what
the slides are about and of what kind they are, `rendered_faults` looks at LibreOffice's rendering.
Each gives sentences that begin with the number of the slide, and nothing for a sound presentation.
"""

from tests.form.faults import drawn_faults, faults_of
from tests.form.rendered import rendered_faults
from tests.form.story import story_faults

__all__ = ["drawn_faults", "faults_of", "rendered_faults", "story_faults"]
