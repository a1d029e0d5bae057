/*
 * Lets Debian's cron itself answer: its reader of crontab lines, and its decision which jobs a
 * minute has. Compiled together with the sources of the package; only the clock and the running
 * of jobs are left out.
 */

#define main cron_main
#include "cron.c"
#undef main

static int due;

/* Called by find_jobs for a job that the minute has. */
void job_add(entry *e, user *u)
{
	(void)e, (void)u;
	due = 1;
}

int job_runqueue(void)
{
	return 0;
}

static void ignore_error(char *message)
{
	(void)message;
}

/* Reads the line of a user's crontab; NULL where it is refused, or runs at no time of its own. */
entry *read_line(char *line, size_t length)
{
	FILE *file = fmemopen(line, length, "r");
	entry *made = load_entry(file, ignore_error, getpwuid(0), env_init());

	fclose(file);
	return made != NULL && !(made->flags & WHEN_REBOOT) ? made : NULL;
}

/* Returns the first minute after one, up to another, that the line runs in; -1 where none is. */
long next_minute(entry *line, long minute, long last)
{
	user owner = {0};
	cron_db database = {0};

	owner.crontab = line;
	database.head = database.tail = &owner;
	while (minute++ < last) {
		due = 0;
		find_jobs((int)minute, &database, TRUE, TRUE);
		if (due)
			return minute;
	}
	return -1;
}
