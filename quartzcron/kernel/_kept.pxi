"""What schedules that are made anew for each question share: plans, and masks on some days."""


@final
cdef class Plans:
    """The plans asked for last, by their keys, for schedules that are made anew for each question.

    Asking `instants` takes twenty times as long.
    """

    cdef dict known

    def __cinit__(self):
        self.known = {}

    cdef Zoned of(self, Kernel kernel, zone):
        policy = kernel.dst_policy
        key = kernel.plan_key(zone, policy)
        found = self.known.get(key)
        if found is not None:
            return <Zoned>(<tuple>found)[0]
        plan = zoned_of(plan_of(zone, kernel._matcher, policy))
        if len(self.known) >= MOST_PLANS:
            self.known.clear()
        # With what the key has ids of, which otherwise might go and leave them to others.
        self.known[key] = plan, zone, policy
        return plan

    def cache_clear(self):
        """Forget them all."""
        self.known.clear()

    def cache_info(self):
        """How many there may be, and are."""
        return _Room(MOST_PLANS, len(self.known))


@final
cdef class DatedMasks:
    """The masks on some days asked for last: a thousand schedules that leave out the same holidays
    share them, expression by expression."""

    cdef dict known

    def __cinit__(self):
        self.known = {}

    cdef Masks of(self, Masks masks, dates, bint is_daily):
        key = id(masks), id(dates), is_daily
        found = self.known.get(key)
        if found is None:
            if len(self.known) >= MOST_DATED:
                self.known.clear()
            # With what the key has ids of, which otherwise might go and leave them to others.
            found = self.known[key] = _on_dates(masks, dates, is_daily), masks, dates
        return <Masks>(<tuple>found)[0]

    def cache_clear(self):
        """Forget them all."""
        self.known.clear()

    def cache_info(self):
        """How many there may be, and are."""
        return _Room(MOST_DATED, len(self.known))


cdef object _Room = namedtuple("Room", ("maxsize", "currsize"))
cdef Plans PLANS = listed(Plans())
cdef DatedMasks DATED = listed(DatedMasks())
