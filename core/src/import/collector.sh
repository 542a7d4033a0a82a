#!/bin/sh
# Collects what Outpath reads of AWS: network objects, by calls that only read.
#
#   sh snapshot.sh [-o FOLDER] [-p PROFILE]... [-r REGION]...
#
# It needs the AWS CLI (version 1 or 2), credentials that the CLI finds by itself, and the
# permissions that `outpath snapshot-script --policy` prints. Without -p it takes the credentials
# of the environment, without -r the configured Region of each profile. It makes FOLDER, which must
# not exist, and writes FOLDER/ACCOUNT/REGION/OPERATION.json, with --ID for a call about one
# object. No credentials are written. A call that fails is reported and left out, and the others
# are still made.
#
# Exit codes: 0 everything is there, 1 something is missing (it says what), 2 nothing could be done.

set -uf
umask 077
newline='
'
AWS_PAGER=''
AWS_CLI_AUTO_PROMPT=off
export AWS_PAGER AWS_CLI_AUTO_PROMPT

say() { printf '%s\n' "$*" >&2; }

stop() {
    say "$*"
    exit 2
}

usage='usage: sh snapshot.sh [-o FOLDER] [-p PROFILE]... [-r REGION]...'
folder="outpath-snapshot-$(date -u +%Y%m%dT%H%M%SZ)"
profiles=''
regions=''
while getopts o:p:r:h option; do
    case $option in
    o) folder=$OPTARG ;;
    p) profiles=$profiles$OPTARG$newline ;;
    r) regions=$regions$OPTARG$newline ;;
    h)
        printf '%s\n' "$usage"
        exit 0
        ;;
    *) stop "$usage" ;;
    esac
done
shift $((OPTIND - 1))
[ $# -eq 0 ] || stop "$usage"
case $folder in
-*) folder=./$folder ;;
esac

profile=''
region=''
place=''
missing=''

# Asks the CLI, as the profile if there is one.
ask() {
    if [ -n "$profile" ]; then
        set -- "$@" --profile "$profile"
    fi
    aws "$@" </dev/null
}

# Notes that something is missing, and why.
lack() {
    say "MISSING $1: $2"
    missing=$missing$1$newline
}

# Saves an answer: FILE SERVICE OPERATION [OPTION]...
save() {
    file=$place/$1.json
    name=$1
    shift
    if why=$(ask "$@" --region "$region" --output json 2>&1 >"$file.part"); then
        mv "$file.part" "$file"
        if grep -Eq '"NextToken": *"|"AdditionalRoutesAvailable": *true' "$file"; then
            lack "$file" 'the answer goes on, and this CLI does not ask for the rest; a newer one may'
        fi
    else
        rm -f "$file.part"
        lack "$file" "$why"
        case $name in
        *--*) ;;
        *) failed="$failed $name " ;;
        esac
    fi
}

# Makes a call that lists objects: SERVICE OPERATION [OPTION]...
list() {
    save "$2" "$@"
}

# Makes a call about each object of a list: SERVICE OPERATION OPTION LISTER QUERY [OPTION]...
each() {
    service=$1
    operation=$2
    option=$3
    lister=$4
    query=$5
    shift 5
    case $failed in
    *" $lister "*)
        lack "$place/$operation--*.json" "it needs the ids of $lister, which failed"
        return
        ;;
    esac
    if ! ids=$(ask "$service" "$lister" --region "$region" --query "$query" --output text); then
        lack "$place/$operation--*.json" "the ids of $lister cannot be had"
        return
    fi
    for id in $ids; do
        case $id in
        None) ;;
        *[!A-Za-z0-9-]*) lack "$place/$operation--*.json" "this is no id: $id" ;;
        *) save "$operation--$id" "$service" "$operation" "--$option" "$id" "$@" ;;
        esac
    done
}

# Makes every call in one Region of one account.
calls() {
    failed=''
    # CALLS
}

# Takes a Region of an account: ACCOUNT REGION
take() {
    case $2 in
    '' | *[!A-Za-z0-9-]*)
        lack "$1" "this is no Region: $2"
        return
        ;;
    esac
    region=$2
    place=$folder/$1/$2
    if [ -e "$place" ]; then
        say "skipped: $place is there already; another profile is of the same account"
        return
    fi
    if ! mkdir -p "$place"; then
        lack "$place" 'it cannot be made'
        return
    fi
    say "collecting $place"
    calls
}

# Takes every Region of a profile, or of the environment: [PROFILE]
visit() {
    profile=${1-}
    called=${profile:-the environment}
    own=$regions
    if [ -z "$own" ]; then
        own=${AWS_REGION:-${AWS_DEFAULT_REGION:-}}
    fi
    if [ -z "$own" ] && ! own=$(ask configure get region); then
        lack "$called" 'no Region is configured; name one with -r'
        return
    fi
    first=${own%%"$newline"*}
    if ! account=$(ask sts get-caller-identity --region "$first" --query Account --output text); then
        lack "$called" 'it has no valid credentials'
        return
    fi
    case $account in
    '' | *[!0-9]*)
        lack "$called" "this is no account: $account"
        return
        ;;
    esac
    IFS=$newline
    for one in $own; do
        unset IFS
        take "$account" "$one"
    done
    unset IFS
}

command -v aws >/dev/null 2>&1 || stop 'the AWS CLI is not there: no command is called aws'
mkdir "$folder" || stop "$folder cannot be made; name one that does not exist with -o"
if [ -z "$profiles" ]; then
    visit
else
    IFS=$newline
    for each_profile in $profiles; do
        unset IFS
        visit "$each_profile"
    done
    unset IFS
fi
if [ -n "$missing" ]; then
    say 'The snapshot is not whole. Missing:'
    printf '%s' "$missing" >&2
    exit 1
fi
say "The snapshot is whole: outpath check $folder"
