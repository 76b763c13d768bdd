"""The names under which evidence leaves the house: for a download, and for the bundle of an index."""

from pathlib import PurePath

from minhchung.apps.evidence.claimable import code_of
from minhchung.apps.evidence.facts import day_of, said_of, stored_of, typed_of
from minhchung.apps.evidence.models import Claim
from minhchung.apps.evidence.rules import Named
from minhchung.apps.ground.refs import Ref


def named(claim: Claim, *, leaf: str = "") -> str:
    """The name of the claim's file for the criterion it proves: by what the file says, else by what the register and the person say.

    `leaf`: the code of the criterion where the claim was made on the work behind it. Names of one folder are told apart by
    `rules.numbered_apart`.
    """
    said, typed, stored = said_of(claim), typed_of(claim), stored_of(claim)
    return Named(
        leaf=leaf or code_of(Ref(claim.kind, claim.key)),
        issuer=said.issuer or typed.issuer,
        code=said.number or typed.number,
        dated=day_of(claim) or typed.dated,
        title=PurePath(claim.title).stem if stored and claim.title == stored.name else claim.title,
        suffix=PurePath(stored.name).suffix.lower() if stored else "",
    ).file_name
