# Completes altto in fish, without starting altto.
#
#   mkdir -p ~/.config/fish/completions
#   altto completion fish > ~/.config/fish/completions/altto.fish

function __altto_complete
    set -l current (commandline -ct)
    set -l typed (commandline -opc)
    set -l command ''
    set -l option ''
    set -l study ''
    set -l begun ''
    set -l bare
    set -l kinds
    for word in $typed[2..]
        if test -n "$option"
            test $option = --study; and set study (string lower -- $word)
            set option ''
        else if string match -q -- '--study=*' $word
            set study (string lower -- (string replace -- --study= '' $word))
        else if string match -q -- '-*' $word
            count (__altto_value "$command:$word") >/dev/null; and set option $word
        else if test -z "$command"
            set command (string lower -- $word)
        else
            set -a bare (string lower -- $word)
        end
    end
    if test -z "$option"; and string match -q -- '--*=*' $current
        set option (string split -m 1 = -- $current)[1]
        set begun $option=
        set current (string replace -- $begun '' $current)
    end
    if test -n "$option"
        set kinds (__altto_value "$command:$option")
    else if string match -q -- '-*' $current
        set kinds options
    else if test -z "$command"
        set kinds commands
    else
        contains vs $bare[1..-2]; and set kinds (__altto_after "$command-vs")
        test -n "$kinds"; or set kinds (__altto_after $command)
    end
    test -n "$kinds"; or set kinds options
    for kind in $kinds
        switch $kind
            case files
                string replace -r -- '^' $begun (__fish_complete_path $current)
            case folders
                string replace -r -- '^' $begun (__fish_complete_directories $current '')
            case options
                __altto_options $command
            case '*'
                for word in (__altto_words "$kind:$study")
                    test -z "$option"; and contains -- (string split \t -- $word)[1] $bare
                    or string replace -r -- '^' $begun $word
                end
                test $kind = studies; and string replace -r -- '^' $begun (__altto_own)
        end
    end
end

function __altto_own -d 'The studies in the folders that ALTTO_EVIDENCE names'
    for folder in (string split : -- $ALTTO_EVIDENCE)
        for file in $folder/study.yaml $folder/*/study.yaml
            test -e $file; and string replace -r -f -- '.*/([a-z0-9-]+)/study.yaml$' '$1' $file
        end
    end
end

@tables@
complete -c altto -f -k -a '(__altto_complete)'
